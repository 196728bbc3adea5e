//! What a tick costs by phase, without sockets: `cargo bench -p fracas-server --features bench`.
//!
//! Times are medians of thread-CPU time. Where the machine is too noisy for them, count instructions: with one number
//! of players and ticks as arguments, `perf stat -e instructions:u` (or callgrind) on this program, less the same with
//! fewer ticks, is what the ticks between cost.

use fracas_server::bench::Arena;

/// Ticks a second.
const RATE: u32 = 20;

fn main() {
    let numbers: Vec<u32> = std::env::args().skip(1).filter_map(|arg| arg.parse().ok()).collect();
    match numbers[..] {
        [players, ticks] => report(players as u16, ticks),
        _ => [1000, 3000, 5000].into_iter().for_each(|players| report(players, 300)),
    }
}

#[expect(clippy::print_stdout, reason = "the figures are this program's answer")]
fn report(players: u16, ticks: u32) {
    let mut arena = Arena::new(players, RATE);
    arena.forget_times();
    (0..ticks).for_each(|_| arena.tick());
    let (phases, bytes) = arena.times();
    println!("{players} players, {bytes:.0} B a frame; median CPU of {ticks} ticks:");
    for (phase, us) in phases {
        println!("  {phase:<6} {us:>7} us  {:>7.2} us a player", us as f64 / f64::from(players));
    }
}
