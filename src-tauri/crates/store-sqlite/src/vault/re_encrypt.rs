//! A new data key: whatever was learnt of the old one, or kept of old headers, opens nothing new.

use std::fs::File;

use keytower_app::Entropy;

use super::{
    Vault, VaultError, connection,
    database_name::DatabaseName,
    header::Header,
    keys::{DataKey, Key},
    opening::new_opening_key,
    opening_ways::OpeningWays,
    password::MasterPassword,
    private_files,
    recovery_code::RecoveryCode,
    ways_in::{PasswordWay, RecoveryWay},
};

impl Vault {
    /// Encrypts the vault anew: new data key, new recovery code (which is returned), no device key;
    /// the password stays. Needs room for a second database, and that every connection is closed:
    /// `&mut` keeps new ones away meanwhile.
    ///
    /// The database is written to a new file; replacing the header, which names it, is the moment at
    /// which it counts. A crash before that leaves the old database in force, a crash after it the
    /// new one; the next unlock removes the other.
    ///
    /// # Errors
    ///
    /// [`VaultError::WrongPassword`] and [`VaultError::ConnectionsOpen`] leave everything as it was,
    /// as does [`VaultError::DiskFull`] while the database is written. After any error the vault is
    /// open and can be used; if the last step, putting the header on the disk, failed, the new data
    /// key may be in force without anybody knowing the recovery code: replace that, or unlock anew.
    pub fn re_encrypt(
        &mut self,
        password: &MasterPassword,
        entropy: &dyn Entropy,
    ) -> Result<RecoveryCode, VaultError> {
        let header = self.header()?;
        let (_, by_password) = header.password.open(password, self.id)?;
        // What is sealed stays sealed: the pair is wrapped anew.
        let opening_key = self
            .opening_of(&header, &by_password)?
            .unwrap_or_else(|| new_opening_key(entropy));
        self.folder.require_database(&self.database)?;

        let data_key = DataKey(Key::generate(entropy));
        let database = DatabaseName::next(entropy);
        let cost = header.password.cost()?;
        let (password, by_password) = PasswordWay::make(password, cost, self.id, &data_key, entropy)?;
        let (recovery, code, by_recovery) = RecoveryWay::make(self.id, &data_key, entropy);
        let opening = OpeningWays::make(&opening_key, self.id, &by_password, Some(&by_recovery), entropy);
        let header = Header::new(self.id, database.clone(), password, recovery, opening).encode(&data_key);

        // Before anything that removes it on failure: a name that is taken is somebody else's file.
        let file =
            private_files::create_file(&self.folder.database_path(&database)).map_err(VaultError::writing)?;
        let replaced = self
            .write_database(&file, &database, &data_key)
            .and_then(|()| self.folder.replace_header(&header));
        // Even a failed replacement can have put the header in place: what is there decides.
        match self.folder.header_bytes() {
            Ok(found) if found == header => {
                let old = std::mem::replace(&mut self.database, database);
                self.data_key = data_key;
                self.sealing.set(Some(opening_key.sealing_key()));
                replaced?;
                // The new database is in force; what can't be removed now, the next unlock removes.
                let _ = self.folder.remove_database(&old);
                Ok(code)
            }
            Ok(_) => {
                let _ = self.folder.remove_database(&database);
                replaced.map(|()| code)
            }
            // Which one is in force can't be known, so both stay.
            Err(unreadable) => Err(replaced.err().unwrap_or(unreadable)),
        }
    }

    /// Writes the database into an empty file, under the new key and down to the disk.
    fn write_database(
        &self,
        file: &File,
        database: &DatabaseName,
        data_key: &DataKey,
    ) -> Result<(), VaultError> {
        let path = self.folder.database_path(database);
        let old = connection::open(
            &self.folder.database_path(&self.database),
            &self.data_key.database_key(self.id),
        )?;
        connection::take_alone(&old)?;
        connection::export(&old, (&path, &data_key.database_key(self.id)), |_| Ok(()))?;
        old.close().map_err(|(_, error)| error)?;
        connection::open(&path, &data_key.database_key(self.id))?;
        file.sync_all()
            .and_then(|()| private_files::sync_folder(self.folder.path()))
            .map_err(VaultError::writing)
    }
}
