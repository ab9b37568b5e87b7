// Says that it is about to block, and blocks.
import { parentPort, workerData } from 'node:worker_threads'
import { blockers } from './blockers.ts'

parentPort?.postMessage('blocking')
blockers[workerData.call]?.()
