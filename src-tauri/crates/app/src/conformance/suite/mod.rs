#[macro_use]
mod keys;
#[macro_use]
mod lists;
#[macro_use]
mod workspaces;

/// Makes each case of the suite a `#[test]`, on stores that `$fresh()` makes: each an empty one, with what keeps it alive.
///
/// ```ignore
/// keytower_app::conformance_suite!(fresh_store);
/// ```
#[macro_export]
macro_rules! conformance_suite {
    ($fresh:path) => {
        $crate::conformance_of_workspaces!($fresh);
        $crate::conformance_of_keys!($fresh);
        $crate::conformance_of_lists!($fresh);
    };
}
