// Takes a connection over, reads from it once and says how many bytes came.
import { parentPort, workerData } from 'node:worker_threads'
import { Socket } from '../../../src/socket/index.ts'

using connection = Socket.fromFd(workerData.fd)
parentPort?.postMessage('blocking')
parentPort?.postMessage(connection.recv(10).length)
