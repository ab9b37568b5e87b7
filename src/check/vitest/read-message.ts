/** What an error says: anything can be thrown, and what is called its message need not be a text. */
export function readMessage(error: unknown): string {
  const message = (error as { readonly message?: unknown } | null | undefined)?.message
  if (typeof message === 'string') return message
  return message === undefined || message === null ? '' : describe(message)
}

/** What comes from a check has lost what could throw on the way to the main process; an error of ours has not. */
function describe(message: unknown): string {
  try {
    return typeof message === 'object' ? JSON.stringify(message) : String(message)
  } catch {
    return ODD
  }
}

const ODD = 'ошибка, у которой message — не строка'
