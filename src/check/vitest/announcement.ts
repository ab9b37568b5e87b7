/** What a worker says of its work by `announce`. */
export type Announcement = Sender &
  (
    | {
        /** The checks begin to load, or what comes before the first of them begins. */
        readonly kind: 'load'
        /** Milliseconds. */
        readonly limit: number
      }
    | {
        readonly kind: 'begin'
        readonly title: string
        /** Milliseconds. */
        readonly limit: number
      }
    | {
        readonly kind: 'end'
        readonly title: string
        readonly passed: boolean
        /** Milliseconds for what comes behind it, until the next one begins. */
        readonly limit: number
      }
    | {
        readonly kind: 'terminal'
        readonly scene: string
        readonly terminal: number
        readonly item: 'command' | 'typed' | 'output'
        readonly text: string
      }
    | Death
  )

/** Said by the pool, of a worker that says nothing any more. */
export type Death = Sender & {
  /** It was killed for saying nothing, or its process has died by itself. */
  readonly kind: 'hung' | 'died'
  /** The check that it was at; none while the checks were still loading. */
  readonly title?: string
}

interface Sender {
  /** The chapter, as messages name it. */
  readonly file: string
  /** The folder of the programs that the worker checks: the chapter's own, or those of a variant. */
  readonly home: string
}
