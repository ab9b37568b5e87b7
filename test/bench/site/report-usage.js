// Loaded into a measured process: its own account of itself, written when it ends. Processes that
// it starts inherit this file too, and the last to end is the one that was measured.
import { writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

if (isMainThread) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
    const report = { cpu: (userCPUTime + systemCPUTime) / 1e6, memory: maxRSS / 1024 }
    writeFileSync(process.env.USAGE_REPORT, JSON.stringify(report))
  })
}
