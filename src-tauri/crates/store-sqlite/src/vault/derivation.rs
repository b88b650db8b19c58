//! From the master password to the key that wraps the data key: argon2id (RFC 9106).

use std::io;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use keytower_app::Entropy;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{
    VaultError,
    hex::Hex,
    keys::{Key, WrappingKey},
    password::MasterPassword,
};

/// What trying one master password costs. Stored in the header, so that it can differ per vault.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct KdfCost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl KdfCost {
    /// What every vault is made with: 64 MiB, three passes, four lanes (RFC 9106, section 4, second
    /// recommended option).
    pub const STANDARD: Self = Self {
        memory_kib: 64 * 1024,
        passes: 3,
        lanes: 4,
    };
    /// The least that is accepted: 19 MiB, two passes, one lane (OWASP Password Storage Cheat
    /// Sheet). For tests, which derive often.
    pub const FLOOR: Self = Self {
        memory_kib: 19 * 1024,
        passes: 2,
        lanes: 1,
    };

    /// `memory_kib` KiB (19 MiB to 1 GiB), `passes` (2 to 16) and `lanes` (1 to 16). Below, guessing
    /// would be cheap; above, a forged header could exhaust the computer.
    ///
    /// # Errors
    ///
    /// [`VaultError::UnacceptableParameters`] outside these bounds.
    pub fn new(memory_kib: u32, passes: u32, lanes: u32) -> Result<Self, VaultError> {
        let acceptable = (Self::FLOOR.memory_kib..=1024 * 1024).contains(&memory_kib)
            && (Self::FLOOR.passes..=16).contains(&passes)
            && (Self::FLOOR.lanes..=16).contains(&lanes);
        if acceptable {
            Ok(Self {
                memory_kib,
                passes,
                lanes,
            })
        } else {
            Err(VaultError::UnacceptableParameters)
        }
    }
}

/// How the password becomes a key, as the header states it. The numbers are wide, so that absurd
/// ones are still read and refused as what they are.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Derivation {
    algorithm: String,
    version: u64,
    memory_kib: u64,
    passes: u64,
    lanes: u64,
    salt: Hex<32>,
}

const ALGORITHM: &str = "argon2id";
/// 1.3, the version of RFC 9106.
const VERSION: u64 = 0x13;

impl Derivation {
    /// With a fresh salt.
    pub(super) fn new(cost: KdfCost, entropy: &dyn Entropy) -> Self {
        let mut salt = [0; 32];
        entropy.fill(&mut salt);
        Self {
            algorithm: ALGORITHM.to_owned(),
            version: VERSION,
            memory_kib: cost.memory_kib.into(),
            passes: cost.passes.into(),
            lanes: cost.lanes.into(),
            salt: Hex(salt),
        }
    }

    /// The stated cost, if it is acceptable and the algorithm is the known one.
    pub(super) fn cost(&self) -> Result<KdfCost, VaultError> {
        if self.algorithm != ALGORITHM || self.version != VERSION {
            return Err(VaultError::UnacceptableParameters);
        }
        let narrow = |wide| u32::try_from(wide).map_err(|_| VaultError::UnacceptableParameters);
        KdfCost::new(
            narrow(self.memory_kib)?,
            narrow(self.passes)?,
            narrow(self.lanes)?,
        )
    }

    /// Everything that a wrap made with the derived key is bound to.
    pub(super) fn associated_data(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for number in [self.version, self.memory_kib, self.passes, self.lanes] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(self.salt.0);
        bytes
    }

    /// Derives, at the stated cost. Refuses before deriving if the cost is unacceptable or no vault
    /// can have the password.
    pub(super) fn run(&self, password: &MasterPassword) -> Result<WrappingKey, VaultError> {
        let cost = self.cost()?;
        let password = password.bytes().ok_or(VaultError::WrongPassword)?;
        let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32))
            .map_err(|_| VaultError::UnacceptableParameters)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        // argon2's own memory would be freed unwiped, and its last block gives the key away.
        let mut memory = Zeroizing::new(Vec::new());
        memory
            .try_reserve_exact(argon2.params().block_count())
            .map_err(|_| VaultError::Io(io::ErrorKind::OutOfMemory.into()))?;
        memory.resize(argon2.params().block_count(), Block::new());
        let mut outcome = Ok(());
        let key = Key::filled(|bytes| {
            outcome =
                argon2.hash_password_into_with_memory(password, &self.salt.0, bytes, memory.as_mut_slice());
        });
        outcome
            .map(|()| WrappingKey(key))
            .map_err(|_| VaultError::UnacceptableParameters)
    }
}
