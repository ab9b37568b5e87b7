import { spawn } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { openPseudoTerminal } from '../../../src/run/terminal/pseudo-terminal.ts'
import { expectNoLeaks } from '../../check/harness/leaks.ts'

expectNoLeaks()

describe('a pseudo-terminal', () => {
  test('has handed over everything when it is drained', async () => {
    let printed = ''
    const terminal = openPseudoTerminal((text) => {
      printed += text
    })
    const script =
      'exec <"$0" >"$0"; i=0; while [ $i -lt 3000 ]; do echo "строка $i"; i=$((i+1)); done'
    const child = spawn('/bin/sh', ['-c', script, terminal.name], {
      detached: true,
      stdio: 'ignore',
    })
    await new Promise((resolve) => child.once('exit', resolve))
    await terminal.drain()
    expect(printed.trimEnd().split('\r\n')).toHaveLength(3000)
    terminal.close()
  })

  test('does not echo, and knows what nobody has read', async () => {
    let printed = ''
    const terminal = openPseudoTerminal((text) => {
      printed += text
    })
    terminal.write('раз\r')
    await terminal.drain()
    expect([printed, terminal.echoes()]).toEqual(['', false])
    expect(terminal.unread()).toBe(Buffer.byteLength('раз\n'))
    terminal.close()
  })
})
