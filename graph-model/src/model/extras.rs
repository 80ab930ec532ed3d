//! What a record keeps besides its declared properties, at the root of its chain.

use std::borrow::Cow;
use std::fmt;

use serde::ser::SerializeMap;
use serde_json::value::RawValue;

use super::fields::Fields;
use super::unknown::{Kept, as_raw};
use super::value::{Declared, FieldOutcome, UNNUMBERED, read};
use crate::json::{Form, NotJson, Reader, WrittenForm};

/// What a record keeps besides its declared properties: its type, its etag, and all that no declaration knows.
#[derive(Clone, Default)]
pub struct Extras {
    odata_type: Option<Cow<'static, str>>,
    /// Whether `@odata.type` is that of a new value, not one that came or that the program set.
    is_new: bool,
    /// The form in which the type came, if it did.
    type_form: Option<Form>,
    etag: Option<Box<str>>,
    etag_form: WrittenForm,
    /// A bit for each of the first 128 properties that came as an explicit null. Not one number, which would need space to be aligned.
    nulls: [u64; 2],
    unknown: Kept,
    /// Whether a declared property may be among the unknown, because its value did not fit or is spelled in another letter case.
    misfits: bool,
}

impl Extras {
    /// `@odata.type` as it came, or as the program set it.
    pub fn odata_type(&self) -> Option<&str> {
        self.odata_type.as_deref()
    }

    /// Sets `@odata.type`.
    pub fn set_odata_type(&mut self, name: impl Into<Cow<'static, str>>) {
        self.odata_type = Some(name.into());
        self.is_new = false;
        self.type_form = None;
    }

    /// Says the type of a value that the program makes.
    pub(crate) fn set_new_type(&mut self, name: &'static str) {
        self.set_odata_type(name);
        self.is_new = true;
    }

    /// Takes back [`set_new_type`](Self::set_new_type).
    pub(super) fn forget_type(&mut self) {
        self.odata_type = None;
        self.is_new = false;
    }

    /// The type of a new value is that of one that came.
    pub(super) fn keep_type(&mut self) {
        self.is_new = false;
    }

    /// Says the type of a value that came: `name`, unless another came after it.
    ///
    /// A member of a family knows the name of its type; a base does not, for it stands for what is not declared as well.
    ///
    /// `form` is that of the first member of the object, if it was the type.
    pub(crate) fn came_as<Base: Declared>(&mut self, name: &str, form: Option<Form>) {
        if let Some(form) = form
            && let Some(other) = self.type_form.replace(form)
            && other != form
        {
            self.displace_type(other, name);
        }
        match &self.odata_type {
            Some(Cow::Owned(_)) => {}
            Some(Cow::Borrowed(known)) if *known == name => {}
            _ if name == Base::ODATA_TYPE => {
                self.odata_type = Some(Cow::Borrowed(Base::ODATA_TYPE))
            }
            _ => self.odata_type = Some(Cow::Owned(name.to_owned())),
        }
    }

    /// The type came a second time, in the other form: the first one counts, and the second is kept.
    #[cold]
    fn displace_type(&mut self, form: Form, first: &str) {
        let first = Some(Cow::Owned(first.to_owned()));
        if let Some(second) = std::mem::replace(&mut self.odata_type, first) {
            let json = serde_json::Value::from(&*second).to_string();
            self.keep(form.choose(PREFIXED_TYPE, BARE_TYPE), &json);
        }
    }

    /// `@odata.etag`: the version of the entity, for `If-Match`.
    pub fn etag(&self) -> Option<&str> {
        self.etag.as_deref()
    }

    /// What came and no declaration knows, as JSON text, in the order of arrival: unknown properties, annotations, and
    /// known properties whose value did not fit their type.
    pub fn unknown(&self) -> impl ExactSizeIterator<Item = (&str, &RawValue)> {
        self.unknown.values()
    }

    /// The JSON text of one unknown property; control information has both its names, with `odata.` and without.
    pub fn get_unknown(&self, name: &str) -> Option<&RawValue> {
        self.unknown.get(name).map(as_raw)
    }

    /// What no declaration knows.
    #[inline]
    pub(super) fn kept(&self) -> &Kept {
        &self.unknown
    }

    pub(crate) fn keep(&mut self, name: &str, json: &str) {
        self.unknown.push(name, json);
    }

    /// Keeps the value of a declared property, which the program may set to another that counts then.
    pub(crate) fn keep_misfit(&mut self, name: &str, value: &str) {
        self.misfits = true;
        self.keep(name, value);
    }

    /// Keeps how the value of a declared property was spelled, to be written back while the property has that value.
    pub(super) fn keep_spelling(&mut self, name: &str, value: &str) {
        self.misfits = true;
        self.unknown.push_spelling(name, value);
    }

    pub(super) fn has_misfits(&self) -> bool {
        self.misfits
    }

    /// The properties whose spelling was kept, each with its JSON.
    pub(super) fn spellings(&self) -> impl Iterator<Item = (&str, &str)> {
        self.unknown.spellings()
    }

    /// Notes an explicit null; false when there is no room for it.
    pub(crate) fn set_null(&mut self, index: u32) -> bool {
        match self.nulls.get_mut(index as usize / 64) {
            Some(bits) => {
                *bits |= 1 << (index % 64);
                true
            }
            None => false,
        }
    }

    /// A bit for each of the properties that came as an explicit null, the first one lowest.
    pub(super) fn nulls(&self) -> u128 {
        let [low, high] = self.nulls;
        u128::from(high) << 64 | u128::from(low)
    }

    pub(crate) fn take(
        &mut self,
        key: &str,
        reader: &mut Reader<'_>,
    ) -> Result<FieldOutcome, NotJson> {
        match key {
            PREFIXED_TYPE => self.take_type(Form::Prefixed, reader),
            PREFIXED_ETAG => self.take_etag(Form::Prefixed, reader),
            BARE_TYPE => self.take_type(Form::Bare, reader),
            BARE_ETAG => self.take_etag(Form::Bare, reader),
            _ => {
                let json = reader.skip()?;
                self.keep(key, json);
                Ok(FieldOutcome::Done)
            }
        }
    }

    #[inline]
    fn take_type(&mut self, form: Form, reader: &mut Reader<'_>) -> Result<FieldOutcome, NotJson> {
        if self.type_form.is_some_and(|first| first != form) {
            let json = reader.skip()?;
            self.keep(form.choose(PREFIXED_TYPE, BARE_TYPE), json);
            return Ok(FieldOutcome::Done);
        }
        let place = reader.place();
        let Some(name) = reader.text()? else {
            return Ok(reader.misfit_since(place)?.taken(UNNUMBERED));
        };
        self.type_form = Some(form);
        if self.odata_type() != Some(&name) {
            self.odata_type = Some(Cow::Owned(name.into_owned()));
        }
        Ok(FieldOutcome::Done)
    }

    #[inline]
    fn take_etag(&mut self, form: Form, reader: &mut Reader<'_>) -> Result<FieldOutcome, NotJson> {
        if self.etag.is_some() && self.etag_form.0 != form {
            let json = reader.skip()?;
            self.keep(form.choose(PREFIXED_ETAG, BARE_ETAG), json);
            return Ok(FieldOutcome::Done);
        }
        let mut etag = None::<String>;
        let taken = read(UNNUMBERED, &mut etag, reader)?;
        if let Some(etag) = etag {
            self.etag = Some(etag.into_boxed_str());
            self.etag_form = WrittenForm(form);
        }
        Ok(taken)
    }

    /// Writes the type and the etag; `new_type` is what a new value of the record's type says.
    #[inline]
    pub(super) fn write_annotations<M: SerializeMap>(
        &self,
        new_type: Option<&'static str>,
        out: &mut Fields<M>,
    ) {
        if self.odata_type.is_some() || self.etag.is_some() {
            self.write_type_and_etag(new_type, out);
        }
    }

    fn write_type_and_etag<M: SerializeMap>(
        &self,
        new_type: Option<&'static str>,
        out: &mut Fields<M>,
    ) {
        // A new value may stand on a new base, which says the type of the base.
        let new_type = new_type.filter(|_| self.is_new);
        if let Some(name) = new_type.or(self.odata_type()) {
            let form = self.type_form.unwrap_or(Form::Prefixed);
            out.entry(form.choose(PREFIXED_TYPE, BARE_TYPE), name);
        }
        if let Some(etag) = &self.etag {
            out.entry(self.etag_form.0.choose(PREFIXED_ETAG, BARE_ETAG), etag);
        }
    }

    #[inline]
    pub(super) fn write_unknown<M: SerializeMap>(&self, out: &mut Fields<M>) {
        if !self.unknown.is_empty() {
            self.write_each_unknown(out);
        }
    }

    fn write_each_unknown<M: SerializeMap>(&self, out: &mut Fields<M>) {
        for (name, json) in self.unknown.texts() {
            out.unknown(name, as_raw(json));
        }
    }

    /// What is there besides explicit nulls.
    fn present(&self) -> impl Iterator<Item = (&str, &str)> {
        self.unknown.texts().filter(|(_, value)| *value != "null")
    }

    fn has_all_of(&self, other: &Self) -> bool {
        other
            .present()
            .all(|(name, value)| self.unknown.get(name) == Some(value))
    }
}

const PREFIXED_TYPE: &str = "@odata.type";
const BARE_TYPE: &str = "@type";
const PREFIXED_ETAG: &str = "@odata.etag";
const BARE_ETAG: &str = "@etag";

/// Whether two names are of the same type: with `#` or without, in any letter case.
pub(super) fn is_same_type(one: Option<&str>, other: Option<&str>) -> bool {
    one == other
        || one.zip(other).is_some_and(|(one, other)| {
            let other = other.trim_start_matches('#');
            one.trim_start_matches('#').eq_ignore_ascii_case(other)
        })
}

/// Neither the order of arrival, nor whether an explicit null came or nothing did, nor the letter case of the type's name makes a difference
/// to equality.
impl PartialEq for Extras {
    fn eq(&self, other: &Self) -> bool {
        (is_same_type(self.odata_type(), other.odata_type()) || self.is_new && other.is_new)
            && self.etag == other.etag
            && (self.present().eq(other.present())
                || self.has_all_of(other) && other.has_all_of(self))
    }
}

impl fmt::Debug for Extras {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        if let Some(name) = &self.odata_type {
            map.entry(&"@odata.type", name);
        }
        if let Some(etag) = &self.etag {
            map.entry(&"@odata.etag", etag);
        }
        map.entries(self.unknown.texts()).finish()
    }
}

/// What every root of a chain says: it declares no properties, and keeps the extras itself.
macro_rules! root_of_chain {
    () => {
        const COUNT: u32 = 0;
        const NEW_TYPE: Option<&'static str> = None;

        fn extras(&self) -> &Extras {
            &self.extras
        }

        fn extras_mut(&mut self) -> &mut Extras {
            &mut self.extras
        }

        fn is_same(&self, other: &Self) -> bool {
            self == other
        }
    };
}
pub(crate) use root_of_chain;
