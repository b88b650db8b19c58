const MINIMUM = 12;
const MAXIMUM = 1024;

/** What is wrong with a new master password and its repetition, before the program is asked. */
export function newPasswordErrors(password: string, repeat: string): { password?: string; repeat?: string } {
  const errors: { password?: string; repeat?: string } = {};
  const length = [...password].length;
  if (length === 0) errors.password = "Choose a master password.";
  else if (length < MINIMUM)
    errors.password = `Use at least ${MINIMUM} characters; a few words are easy to keep.`;
  else if (length > MAXIMUM) errors.password = "Use at most 1,024 characters.";
  if (repeat === "") errors.repeat = "Type the password a second time.";
  else if (repeat !== password) errors.repeat = "The two passwords differ. Type the same one twice.";
  return errors;
}
