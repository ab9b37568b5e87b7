import { warn } from '../errors/warning.ts'

// A socket that nobody refers to any more and nobody has closed holds its descriptor until the process
// ends: as ResourceWarning of Python this tells of it, once for each place. The garbage collector
// comes when it likes, and only a thread that returns to its event loop hears of it.

/** `LIVE_SOCKETS_LOST=1` tells, `0` does not; left out, tests are told and nobody else. */
const wanted = process.env.LIVE_SOCKETS_LOST ?? (isUnderTest() ? '1' : '0')
const isOn = wanted === '1'

function isUnderTest(): boolean {
  const { NODE_ENV, NODE_TEST_CONTEXT, VITEST } = process.env
  if (NODE_ENV === 'production') return false
  return NODE_ENV === 'test' || NODE_TEST_CONTEXT !== undefined || VITEST !== undefined
}

interface Lost {
  readonly fd: number
  readonly made: string
}

const told = new Set<string>()
const registry = new FinalizationRegistry(({ fd, made }: Lost) => {
  if (told.has(made)) return
  told.add(made)
  warn(`сокет ${fd} собран мусорщиком, а не закрыт: close() или using. Он сделан здесь:\n${made}`)
})

/** Begins to watch over a socket that has a descriptor. */
export function watchOver(owner: object, fd: number): void {
  if (isOn) registry.register(owner, { fd, made: findMaker() }, owner)
}

/** It is closed, or somebody else's. */
export function letGo(owner: object): void {
  if (isOn) registry.unregister(owner)
}

/** The frames of the stack that are the program's own. */
function findMaker(): string {
  const { stack } = new Error()
  // A program may make anything of it: Error.prepareStackTrace
  if (typeof stack !== 'string') return ''
  const frames = stack.split('\n').filter((line) => /^ {4}at /.test(line))
  // A compiled class may be called _Socket
  const own = frames.findLastIndex((line) => /\bnew _?(Socket|Descriptor|Endpoint)\b/.test(line))
  return frames.slice(own + 1, own + 4).join('\n')
}
