// Takes over descriptor 3, which the event loop of another process has made non-blocking.
import { existsSync, readFileSync, writeSync } from 'node:fs'
import { Socket } from '../../../src/socket/index.ts'

using connection = Socket.fromFd(3)
writeSync(1, 'waiting\n')
writeSync(1, `${connection.recv(100)}\n`)
// It is the open file that blocks or not, for whoever else has it
const info = '/proc/self/fdinfo/3'
if (existsSync(info)) {
  const [, flags = ''] = /flags:\s*(\d+)/.exec(readFileSync(info, 'utf8')) ?? []
  writeSync(1, (Number.parseInt(flags, 8) & 0o4000) === 0 ? 'blocking\n' : 'non-blocking\n')
} else writeSync(1, 'blocking\n')
