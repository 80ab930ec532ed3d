//! The properties that an answer is to hold.

use std::borrow::Cow;

use super::queried_by::QueriedBy;
use crate::schema::Property;

/// Properties of an `X`: one, or a tuple of up to sixteen. For more, select several times.
#[diagnostic::on_unimplemented(
    message = "this is not a selection of properties of `{X}`",
    label = "expected properties of `{X}` or of its bases",
    note = "a property, or a tuple of them: `.select((User::ID, User::DISPLAY_NAME))`"
)]
pub trait Selection<X, Via = ()> {
    #[doc(hidden)]
    fn append_names(&self, names: &mut Vec<Cow<'static, str>>);
}

impl<X, O: QueriedBy<X, Via>, V, A, Via> Selection<X, Via> for Property<O, V, A> {
    fn append_names(&self, names: &mut Vec<Cow<'static, str>>) {
        names.push(self.route().to(self.name()));
    }
}

macro_rules! tuples {
    ($($name:ident $via:ident)*) => {
        #[diagnostic::do_not_recommend]
        impl<X, $($name: Selection<X, $via>, $via),*> Selection<X, ($($via,)*)> for ($($name,)*) {
            #[allow(non_snake_case)]
            fn append_names(&self, names: &mut Vec<Cow<'static, str>>) {
                let ($($name,)*) = self;
                $($name.append_names(names);)*
            }
        }
    };
}

tuples!(A VA);
tuples!(A VA B VB);
tuples!(A VA B VB C VC);
tuples!(A VA B VB C VC D VD);
tuples!(A VA B VB C VC D VD E VE);
tuples!(A VA B VB C VC D VD E VE F VF);
tuples!(A VA B VB C VC D VD E VE F VF G VG);
tuples!(A VA B VB C VC D VD E VE F VF G VG H VH);
tuples!(A VA B VB C VC D VD E VE F VF G VG H VH I VI);
tuples!(A VA B VB C VC D VD E VE F VF G VG H VH I VI J VJ);
tuples!(A VA B VB C VC D VD E VE F VF G VG H VH I VI J VJ K VK);
tuples!(A VA B VB C VC D VD E VE F VF G VG H VH I VI J VJ K VK L VL);
tuples!(A VA B VB C VC D VD E VE F VF G VG H VH I VI J VJ K VK L VL M VM);
tuples!(A VA B VB C VC D VD E VE F VF G VG H VH I VI J VJ K VK L VL M VM N VN);
tuples!(A VA B VB C VC D VD E VE F VF G VG H VH I VI J VJ K VK L VL M VM N VN P VP);
tuples!(A VA B VB C VC D VD E VE F VF G VG H VH I VI J VJ K VK L VL M VM N VN P VP Q VQ);
