import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { programPath, startCommand, usePrograms } from './run.ts'

usePrograms()

test.each([
  ['win32', 'x64'],
  ['linux', 'mips'],
])('%s on %s is refused at import, in words', async (platform, arch) => {
  const program = JSON.stringify(pathToFileURL(programPath('interop-client')).href)
  const pretend = `
    Object.defineProperty(process, 'platform', { value: '${platform}' })
    Object.defineProperty(process, 'arch', { value: '${arch}' })
    import(${program}).catch((error) => console.log(error.message))`
  const { out, code } = await startCommand([process.execPath, '-e', pretend]).ended
  expect(code).toBe(0)
  expect(out).toContain(`live-sockets не знает чисел системы ${platform}-${arch}`)
  expect(out).toContain('WSL')
})
