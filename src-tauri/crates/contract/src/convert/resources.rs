//! Resources.

use keytower_app::DescribeResource;
use keytower_app::domain::resource::Resource;

use super::count;
use crate::{LevelCode, ResourceFields, ResourceView};

impl ResourceFields {
    /// As the use cases take it.
    #[must_use]
    pub fn described(&self) -> DescribeResource<'_> {
        DescribeResource {
            title: &self.title,
            group: &self.group,
            summary: &self.description,
            levels: self
                .levels
                .iter()
                .map(|level| (level.level.into(), level.code.as_str()))
                .collect(),
        }
    }
}

impl ResourceView {
    /// A resource with the number of live keys and of owners that were given it.
    #[must_use]
    pub fn of(resource: &Resource, keys: usize, owners: usize) -> Self {
        let described = &resource.description;
        Self {
            resource_id: resource.id.to_string(),
            title: described.title.clone(),
            group: described.group.clone(),
            description: described.summary.clone(),
            levels: described
                .levels
                .iter()
                .map(|(level, code)| LevelCode {
                    level: (*level).into(),
                    code: code.as_str().to_owned(),
                })
                .collect(),
            retired: resource.retired_at.is_some(),
            keys: count(keys),
            owners: count(owners),
        }
    }
}
