/** The user's slip of the pen: shown with the usage text, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** What was asked for cannot be done, and no line of a chapter is to blame: exit code 1. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}
