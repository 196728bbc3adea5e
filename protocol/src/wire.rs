//! How a message becomes a MessagePack array that begins with its kind, and how its shape is told to TypeScript.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The first element of a message: writes the number `K`, refuses any other.
pub(crate) struct Kind<const K: u8>;

impl<const K: u8> Serialize for Kind<K> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_u8(K)
    }
}

impl<'de, const K: u8> Deserialize<'de> for Kind<K> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let got = u8::deserialize(d)?;
        if got == K { Ok(Self) } else { Err(de::Error::custom(format_args!("kind {got} where {K} belongs"))) }
    }
}

/// The TypeScript type of a field after decoding.
pub(crate) trait TypeScript {
    fn type_script() -> String;
}

macro_rules! type_script {
    ($($ty:ty => $ts:literal),* $(,)?) => {
        $(impl TypeScript for $ty { fn type_script() -> String { $ts.into() } })*
    };
}
type_script! {
    bool => "boolean", u8 => "number", u16 => "number", u32 => "number", i8 => "number", i16 => "number",
    i32 => "number", f32 => "number", f64 => "number", String => "string", &serde_bytes::Bytes => "Uint8Array",
    crate::rules::Rules => "Rules", crate::steps::Steps => "Steps",
}
impl<T: TypeScript> TypeScript for Option<T> {
    fn type_script() -> String {
        format!("{} | null", T::type_script())
    }
}
impl<T: TypeScript> TypeScript for Vec<T> {
    fn type_script() -> String {
        format!("({})[]", T::type_script())
    }
}
impl<A: TypeScript, B: TypeScript> TypeScript for (A, B) {
    fn type_script() -> String {
        format!("[{}, {}]", A::type_script(), B::type_script())
    }
}
impl<A: TypeScript, B: TypeScript, C: TypeScript> TypeScript for (A, B, C) {
    fn type_script() -> String {
        format!("[{}, {}, {}]", A::type_script(), B::type_script(), C::type_script())
    }
}

/// The next element of an array that must not end yet.
pub(crate) fn next<'de, T: Deserialize<'de>, A: de::SeqAccess<'de>>(seq: &mut A) -> Result<T, A::Error> {
    seq.next_element()?.ok_or_else(|| de::Error::custom("an array is too short"))
}

/// Declares a message: a struct whose wire form is the array `[kind, field, field, ...]`.
macro_rules! message {
    ($(#[$m:meta])* $name:ident $(<$lt:lifetime>)? = $kind:literal
        { $( $(#[$fm:meta])* $field:ident : $ty:ty ),* $(,)? }) => {
        $(#[$m])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name $(<$lt>)? { $( $(#[$fm])* pub $field: $ty ),* }

        impl $(<$lt>)? $name $(<$lt>)? {
            /// First element of the array.
            pub const KIND: u8 = $kind;

            /// (field, type) in the order in which they travel.
            pub const FIELDS: &'static [(&'static str, &'static str)] =
                &[$((stringify!($field), stringify!($ty))),*];

            /// This message as a labelled TypeScript tuple.
            pub fn type_script() -> String {
                #[allow(unused_mut, reason = "a message may have no fields")]
                let mut parts = vec![format!("kind: {}", Self::KIND)];
                $( parts.push(format!("{}: {}", stringify!($field), <$ty as $crate::wire::TypeScript>::type_script())); )*
                format!("export type {} = [{}];\n", stringify!($name), parts.join(", "))
            }
        }

        impl $(<$lt>)? serde::Serialize for $name $(<$lt>)? {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                ($crate::wire::Kind::<$kind>, $( &self.$field, )*).serialize(s)
            }
        }

        message!(@de $name $(<$lt>)? = $kind { $($field : $ty),* });
    };
    (@de $name:ident = $kind:literal { $($field:ident : $ty:ty),* }) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let (_, $($field,)*) = <($crate::wire::Kind<$kind>, $($ty,)*)>::deserialize(d)?;
                Ok(Self { $($field),* })
            }
        }

        impl $name {
            /// Reads the fields of an array whose kind has been read.
            #[allow(dead_code, unused_variables, reason = "only events are read by their kind")]
            pub(crate) fn fields<'de, A: serde::de::SeqAccess<'de>>(seq: &mut A) -> Result<Self, A::Error> {
                Ok(Self { $($field: $crate::wire::next(seq)?),* })
            }
        }
    };
    (@de $name:ident <$lt:lifetime> = $kind:literal { $($field:ident : $ty:ty),* }) => {
        impl<'de: $lt, $lt> serde::Deserialize<'de> for $name<$lt> {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let (_, $($field,)*) = <($crate::wire::Kind<$kind>, $($ty,)*)>::deserialize(d)?;
                Ok(Self { $($field),* })
            }
        }
    };
}

/// Declares the enum of one direction's messages, with its decoder's dispatch and its TypeScript union.
macro_rules! direction {
    ($(#[$m:meta])* $name:ident $(<$lt:lifetime>)? { $( $(#[$vm:meta])* $var:ident $(($vlt:lifetime))? ),* $(,)? }) => {
        $(#[$m])*
        #[derive(Clone, Debug, PartialEq)]
        #[allow(clippy::large_enum_variant, reason = "one message at a time is on the stack, none is stored")]
        pub enum $name $(<$lt>)? { $( $(#[$vm])* $var($var $(<$vlt>)?) ),* }

        impl $(<$lt>)? serde::Serialize for $name $(<$lt>)? {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                match self { $( Self::$var(message) => message.serialize(s) ),* }
            }
        }

        impl $(<$lt>)? $name $(<$lt>)? {
            /// Name, kind and fields of every message of this direction.
            pub const SHAPES: &'static [(&'static str, u8, &'static [(&'static str, &'static str)])] =
                &[$((stringify!($var), $var::KIND, $var::FIELDS)),*];

            /// The TypeScript types of all messages of this direction, and their union.
            pub fn type_script() -> String {
                let mut out = String::new();
                $( out += &$var::type_script(); )*
                out += &format!("export type {} = {};\n", stringify!($name), [$(stringify!($var)),*].join(" | "));
                out += &format!("export const {}Kind = {{ {} }} as const;\n", stringify!($name),
                    [$(format!("{}: {}", stringify!($var), $var::KIND)),*].join(", "));
                out
            }
        }
    };
}
