//! Slot tables: which entity lives in which slot. They give the order in which things are visited.

use std::marker::PhantomData;

use bevy_ecs::{
    prelude::*,
    system::{Query, SystemParam},
};
use fracas_protocol::{NOBODY, Slot};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Free,
    Taken(Entity),
    /// Freed in this step: a new thing in it now could not be told from the old one.
    Resting,
}

/// The slots of all things of kind `K`.
#[derive(Resource)]
pub(crate) struct Slots<K: Component> {
    places: Vec<Place>,
    /// Freed in this step.
    resting: Vec<Slot>,
    /// No place below it is free. Follows from `places`, so it is no hidden state.
    first_free: usize,
    taken: usize,
    kind: PhantomData<fn() -> K>,
}

impl<K: Component> Default for Slots<K> {
    fn default() -> Self {
        Self { places: Vec::new(), resting: Vec::new(), first_free: 0, taken: 0, kind: PhantomData }
    }
}

impl<K: Component> Slots<K> {
    /// Who lives in `slot`.
    #[inline]
    pub(crate) fn get(&self, slot: Slot) -> Option<Entity> {
        match self.places.get(usize::from(slot)) {
            Some(Place::Taken(entity)) => Some(*entity),
            _ => None,
        }
    }

    /// All things, by rising slot.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Slot, Entity)> {
        self.places.iter().enumerate().filter_map(|(slot, place)| match place {
            Place::Taken(entity) => Some((slot as Slot, *entity)),
            Place::Free | Place::Resting => None,
        })
    }

    /// Slots that may be taken, from 0; for loops that free some on their way.
    pub(crate) fn range(&self) -> std::ops::Range<Slot> {
        0..self.places.len() as Slot
    }

    /// Number of things.
    pub(crate) fn len(&self) -> usize {
        self.taken
    }

    /// True when a thing may be put there in this step.
    pub(crate) fn is_free(&self, slot: Slot) -> bool {
        matches!(self.places.get(usize::from(slot)), None | Some(Place::Free))
    }

    /// The lowest slot that may be taken in this step; `None` when all 65,535 are in use.
    pub(crate) fn lowest_free(&mut self) -> Option<Slot> {
        while self.places.get(self.first_free).is_some_and(|place| *place != Place::Free) {
            self.first_free += 1;
        }
        (self.first_free < usize::from(NOBODY)).then_some(self.first_free as Slot)
    }

    /// Puts a thing into a free slot.
    pub(crate) fn put(&mut self, slot: Slot, entity: Entity) {
        assert!(self.is_free(slot), "slot {slot} is not free");
        let at = usize::from(slot);
        if at >= self.places.len() {
            self.places.resize(at + 1, Place::Free);
        }
        self.places[at] = Place::Taken(entity);
        self.taken += 1;
    }

    /// Empties a slot; it can be taken again from the next step on.
    pub(crate) fn free(&mut self, slot: Slot) -> Option<Entity> {
        let entity = self.get(slot)?;
        self.places[usize::from(slot)] = Place::Resting;
        self.resting.push(slot);
        self.taken -= 1;
        Some(entity)
    }

    /// A new step begins: what the last one freed may be taken.
    fn wake(&mut self) {
        for slot in self.resting.drain(..) {
            self.places[usize::from(slot)] = Place::Free;
            self.first_free = self.first_free.min(usize::from(slot));
        }
        while self.places.last() == Some(&Place::Free) {
            self.places.pop();
        }
        self.first_free = self.first_free.min(self.places.len());
    }
}

/// System: opens the table of one kind for a new step.
pub(crate) fn wake_slots<K: Component>(mut slots: ResMut<'_, Slots<K>>) {
    slots.wake();
}

/// All things of one kind: their slots, their main component, and the means to add and remove them.
#[derive(SystemParam)]
pub(crate) struct Table<'w, 's, K: Component<Mutability = bevy_ecs::component::Mutable>> {
    slots: ResMut<'w, Slots<K>>,
    things: Query<'w, 's, &'static mut K>,
    commands: Commands<'w, 's>,
}

impl<K: Component<Mutability = bevy_ecs::component::Mutable>> Table<'_, '_, K> {
    /// The slots, to look at.
    pub(crate) fn slots(&self) -> &Slots<K> {
        &self.slots
    }

    /// The thing in a slot; `None` also for what was added in the same system.
    #[inline]
    pub(crate) fn get(&self, slot: Slot) -> Option<&K> {
        self.things.get(self.slots.get(slot)?).ok()
    }

    /// The same, to change it.
    #[inline]
    pub(crate) fn get_mut(&mut self, slot: Slot) -> Option<Mut<'_, K>> {
        self.things.get_mut(self.slots.get(slot)?).ok()
    }

    /// All things, by rising slot.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Slot, &K)> {
        self.slots.iter().filter_map(|(slot, entity)| Some((slot, self.things.get(entity).ok()?)))
    }

    /// Adds a thing in the lowest free slot; later systems see it. `None` when all slots are in use.
    pub(crate) fn add(&mut self, parts: impl Bundle) -> Option<Slot> {
        let slot = self.slots.lowest_free()?;
        self.put(slot, parts);
        Some(slot)
    }

    /// Adds a thing in a slot that must be free.
    pub(crate) fn put(&mut self, slot: Slot, parts: impl Bundle) {
        self.slots.put(slot, self.commands.spawn(parts).id());
    }

    /// Takes a thing out of the world.
    pub(crate) fn remove(&mut self, slot: Slot) {
        if let Some(entity) = self.slots.free(slot) {
            self.commands.entity(entity).despawn();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Component)]
    struct Thing;

    #[test]
    fn the_lowest_free_slot_is_taken_first_but_not_in_the_step_that_freed_it() {
        let mut world = World::new();
        let mut slots = Slots::<Thing>::default();
        for want in 0..4 {
            assert_eq!(slots.lowest_free(), Some(want));
            slots.put(want, world.spawn(Thing).id());
        }
        slots.free(1);
        slots.free(2);
        assert_eq!(slots.lowest_free(), Some(4), "1 and 2 rest in this step");
        slots.put(4, world.spawn(Thing).id());
        slots.wake();
        assert_eq!(slots.lowest_free(), Some(1));
        assert_eq!(slots.iter().map(|(slot, _)| slot).collect::<Vec<_>>(), [0, 3, 4]);
    }

    #[test]
    fn a_table_forgets_its_highest_slots_when_they_are_empty() {
        let mut world = World::new();
        let mut slots = Slots::<Thing>::default();
        for slot in 0..100 {
            slots.put(slot, world.spawn(Thing).id());
        }
        for slot in 1..100 {
            slots.free(slot);
        }
        slots.wake();
        assert_eq!((slots.range(), slots.len(), slots.lowest_free()), (0..1, 1, Some(1)));
    }
}
