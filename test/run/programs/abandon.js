import { spawn } from 'node:child_process'
import { once } from 'node:events'

// A session of its own, and a parent in between that is gone at once: an orphan of an orphan.
const holder = new URL('holder.js', import.meta.url).pathname
const script = `setsid "${process.execPath}" "${holder}" & sleep 0.01`
const child = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'inherit'] })
await once(child.stdout, 'data')
child.stdout.destroy()
console.log('я закончил')
