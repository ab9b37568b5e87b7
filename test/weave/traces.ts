import type { Trace, TracedCall } from '../../src/course/trace.ts'

type Call = Partial<TracedCall> & Pick<TracedCall, 'call' | 'start'>

/**
 * A trace made up: programs of one thread each, `{ 'server.ts': [calls] }`, each in a terminal of
 * its own. These tests are about what the picture makes of it.
 */
export function createTrace(
  programs: Readonly<Record<string, readonly Call[]>>,
  end = 1000,
): Trace {
  const names = Object.keys(programs)
  const calls = Object.values(programs).flatMap((own, index) =>
    own.map((call) => ({ ...whoever(index + 1), blocking: true, end: call.start, ...call })),
  )
  return {
    end,
    commands: names.map((name, index) => ({ terminal: index + 1, name, foreign: false, start: 0 })),
    threads: names.map((name, index) => ({ ...whoever(index + 1), name, start: 0 })),
    calls: calls.sort((a, b) => a.start - b.start),
  }
}

function whoever(number: number) {
  return { terminal: number, pid: 100 + number, tid: 0 }
}

/** It never returned. */
export function open(call: Call): Call {
  return { ...call, end: undefined } as unknown as Call
}

export const SERVER = '127.0.0.1:8080'

/** A connection from its `connect` to its `accept`: both ends know both addresses. */
export function connection(port: number, at: { connect: number; accept: number }) {
  const client = `127.0.0.1:${port}`
  return {
    connect: { call: 'connect', start: at.connect, socket: port, local: client, remote: SERVER },
    accept: {
      call: 'accept',
      start: at.accept,
      socket: 1,
      made: [port + 1],
      local: SERVER,
      remote: client,
    },
  }
}
