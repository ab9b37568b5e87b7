/** A process, a port or a file that a program has opened, and the line of the chapter that did it. */
export interface Opening {
  readonly kind: 'process' | 'port' | 'file'
  /** The process that it is, or that holds the port. */
  readonly pid?: number
  /** Where it lies, or how its name begins. */
  readonly path?: string
  /** `chapters/06-threads.md:15:16` as the stack has it: an absolute path. */
  readonly line: string
}

/** Names the file where `note-openings.ts` writes them down, one JSON text a line. */
export const OPENINGS = 'LIVE_SOCKETS_OPENINGS'
