// Takes over descriptor 3, which the event loop of another process has made non-blocking.
import { writeSync } from 'node:fs'
import { Socket } from '../../../src/socket/index.ts'

using connection = Socket.fromFd(3)
writeSync(1, 'waiting\n')
writeSync(1, `${connection.recv(100)}\n`)
