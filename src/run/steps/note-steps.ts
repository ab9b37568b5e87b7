// Loaded into a program of the reader's before its own code, in each of its threads: notes which of
// his lines talk and print, so that a check that fails can name them.
import dgram from 'node:dgram'
import { appendFileSync } from 'node:fs'
import net from 'node:net'
import { fileURLToPath } from 'node:url'
import { threadId } from 'node:worker_threads'
import { STEPS, STEPS_OF, type Step } from './step.ts'

type Call = (this: object, ...args: unknown[]) => unknown
type Note = Omit<Step, 'at' | 'pid' | 'tid'>

const notes = process.env[STEPS]
const own = new Set<string>(JSON.parse(process.env[STEPS_OF] ?? '[]'))

/** A loop that spins must not fill the disk. */
const MOST = 5000
let count = 0

function note(step: Note): void {
  const at = findLine()
  if (notes === undefined || at === undefined || count > MOST) return
  count += 1
  try {
    const whole: Step = { pid: process.pid, tid: threadId, ...step, at }
    appendFileSync(notes, `${JSON.stringify(whole)}\n`)
  } catch {
    // No descriptor is left: the program's own affair, which goes on as it would without notes
  }
}

/** The innermost of the reader's own lines, in the compiled file: it is put into words later. */
function findLine(): string | undefined {
  const { prepareStackTrace, stackTraceLimit } = Error
  Error.stackTraceLimit = 30
  Error.prepareStackTrace = (_, sites) => sites
  const sites = new Error().stack as unknown as NodeJS.CallSite[]
  Object.assign(Error, { prepareStackTrace, stackTraceLimit })
  for (const site of sites) {
    const name = site.getFileName() ?? ''
    const path = name.startsWith('file:') ? fileURLToPath(name) : name
    if (own.has(path)) return `${path}:${site.getLineNumber()}:${site.getColumnNumber()}`
  }
  return undefined
}

/** Every call goes on as before. */
function watch(target: object, name: string, describe: (args: unknown[]) => Note): void {
  const methods = target as Record<string, Call>
  const original = methods[name]
  if (original === undefined) return
  methods[name] = function (...args) {
    note(describe(args))
    return original.apply(this, args)
  }
}

function describeSent(call: string) {
  return ([data]: unknown[]): Note => {
    const isData = typeof data === 'string' || data instanceof Uint8Array
    return { call, phase: 'end', ...(isData ? { bytes: Buffer.byteLength(data) } : {}) }
  }
}

/** Only when the program first prints: a stream that nobody asked for holds things of its own. */
function watchOutput(name: 'stdout' | 'stderr'): void {
  const property = Object.getOwnPropertyDescriptor(process, name)
  const { get } = property ?? {}
  if (property === undefined || get === undefined) return
  let seen: object | undefined
  Object.defineProperty(process, name, {
    ...property,
    get() {
      const stream: object = get.call(process)
      if (seen === undefined) {
        seen = stream
        const describe = ([text]: unknown[]): Note => ({
          call: 'print',
          phase: 'end',
          text: String(text).slice(0, 200),
        })
        watch(stream, 'write', describe)
      }
      return stream
    },
  })
}

if (notes !== undefined) {
  watchOutput('stdout')
  watchOutput('stderr')
  watch(net.Socket.prototype, 'write', describeSent('write'))
  watch(net.Socket.prototype, 'end', describeSent('end'))
  watch(net.Server.prototype, 'listen', () => ({ call: 'listen', phase: 'end' }))
  watch(dgram.Socket.prototype, 'send', describeSent('send'))
  // live-sockets tells of its own calls, in each thread that loads it.
  Reflect.set(globalThis, Symbol.for('live-sockets.trace'), ({ call, phase, bytes, code }: Note) =>
    note({
      call,
      phase,
      ...(bytes === undefined ? {} : { bytes }),
      ...(code === undefined ? {} : { code }),
    }),
  )
}
