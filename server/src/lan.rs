//! How others in the same network reach this machine.

use std::net::{IpAddr, Ipv4Addr, UdpSocket};

use qrcode::{QrCode, render::unicode};

/// This machine's address in its network: the one it would send from. Connecting a UDP socket sends nothing,
/// it only asks the kernel for the route; 192.0.2.1 is reserved for documentation (RFC 5737).
pub(crate) fn address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    let ip = socket.local_addr().ok()?.ip();
    (!ip.is_unspecified() && !ip.is_loopback()).then_some(ip)
}

/// The URL for others, as text and as a QR code that phones read from the terminal.
pub(crate) fn invitation(ip: IpAddr, port: u16) -> String {
    let url = format!("http://{ip}:{port}/");
    let code = QrCode::new(&url).expect("a URL this short fits a QR code");
    let picture = code
        .render::<unicode::Dense1x2>()
        .dark_color(unicode::Dense1x2::Light)
        .light_color(unicode::Dense1x2::Dark)
        .build();
    format!("In your network: {url}\n\n{picture}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_invitation_has_the_url_and_a_code() {
        let text = invitation(Ipv4Addr::new(10, 1, 2, 3).into(), 8080);
        assert!(text.contains("http://10.1.2.3:8080/"));
        assert!(text.lines().count() > 12 && text.contains('█'));
    }
}
