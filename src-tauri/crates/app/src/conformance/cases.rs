//! How a suite becomes tests.

/// One module for each part, one test for each case.
#[doc(hidden)]
#[macro_export]
macro_rules! conformance_cases {
    ($fresh:path; $($part:ident: [$($case:ident)*])*) => {
        $(mod $part {
            use super::*;
            $(
                #[test]
                fn $case() {
                    let (store, _held) = $fresh();
                    $crate::conformance::$part::$case(&store);
                }
            )*
        })*
    };
}
