// Loaded into a program before its own code, when it is run once more because it has left something
// behind: notes where the chapter starts processes, listens, and makes files.
import { ChildProcess } from 'node:child_process'
import dgram from 'node:dgram'
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Socket } from 'live-sockets'
import { OPENINGS, type Opening } from './opening.ts'

type Call = (this: object, ...args: unknown[]) => unknown

const { appendFileSync } = fs
const notes = process.env[OPENINGS] ?? ''

/** Every call goes on as before; what it has opened is noted when it has come back. */
function watch(target: object, name: string, describe: (self: object, args: unknown[]) => Note) {
  const methods = target as Record<string, Call>
  const original = methods[name]
  if (original === undefined) return
  methods[name] = function (...args) {
    const line = findLine()
    const result = original.apply(this, args)
    if (line !== undefined) note({ ...describe(this, args), line })
    return result
  }
}

type Note = Omit<Opening, 'line'>

function note(opening: Opening): void {
  appendFileSync(notes, `${JSON.stringify(opening)}\n`)
}

/** The innermost line of a chapter: with source maps a stack names it by itself. */
function findLine(): string | undefined {
  const before = Error.stackTraceLimit
  Error.stackTraceLimit = 30
  const { stack = '' } = new Error()
  Error.stackTraceLimit = before
  const [, scheme, path = '', place] = /(file:\/\/)?(\/[^()\n]+\.md)(:\d+:\d+)/.exec(stack) ?? []
  if (place === undefined) return undefined
  return `${scheme === undefined ? path : fileURLToPath(scheme + path)}${place}`
}

function describeListener(_: object, [target]: unknown[]): Note {
  const path = typeof target === 'string' ? target : (target as { path?: string } | null)?.path
  return { kind: 'port', pid: process.pid, ...(path === undefined ? {} : { path }) }
}

const describeFile = (_: object, [path]: unknown[]): Note => ({
  kind: 'file',
  path: resolve(path instanceof URL ? fileURLToPath(path) : String(path)),
})

const MAKERS = ['open', 'writeFile', 'appendFile', 'mkdir', 'mkdtemp', 'symlink'] as const

if (notes !== '') {
  watch(ChildProcess.prototype, 'spawn', (self) => {
    const { pid } = self as ChildProcess
    return { kind: 'process', ...(pid === undefined ? {} : { pid }) }
  })
  watch(net.Server.prototype, 'listen', describeListener)
  watch(dgram.Socket.prototype, 'bind', describeListener)
  watch(Socket.prototype, 'bind', describeListener)
  for (const name of MAKERS) {
    watch(fs, name, describeFile)
    watch(fs, `${name}Sync`, describeFile)
    watch(fs.promises, name, describeFile)
  }
  watch(fs, 'createWriteStream', describeFile)
  // Named imports of these modules follow only when they are told to.
  syncBuiltinESMExports()
}
