// Loaded into every program of a traced scene before all else, in each of its threads.
import { basename } from 'node:path'
import { isMainThread } from 'node:worker_threads'
import { traceDatagrams } from './datagrams.ts'
import { traceNet } from './net.ts'
import { tell } from './tell.ts'

const program = isMainThread ? basename(process.argv[1] ?? 'node').replace(/\.js$/, '.ts') : ''
tell({ call: 'thread', phase: 'start', program })
process.on('exit', () => tell({ call: 'thread', phase: 'end', program }))
traceNet()
traceDatagrams()
