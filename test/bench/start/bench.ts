import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../../../src/files/root.ts'
import { launchBrowser } from '../../helpers/browser.ts'
import { measure } from '../site/measure.ts'
import { measureChapter, measureEvidence } from './first-evidence.ts'
import { measureOurs, measurePeer } from './first-page.ts'

/** What every start costs, beside what it could cost; prints and keeps the table. */
export async function benchStart(rounds: number, path: string | null): Promise<void> {
  const [program, warm] = [await measureProgram(rounds * 3), measureWarm(rounds * 3)]
  const { ours, peer, evidence, alone } = await measureBrowser(rounds)
  const page = median(ours) / median(peer)
  const first = median(evidence) / median(alone)
  const [load = 0] = loadavg()
  const report = `# Во что обходится начало

${new Date().toISOString().slice(0, 10)}, ${process.platform}-${process.arch}, Node ${process.version}; нагрузка машины \
${load.toFixed(1)}, кругов ${rounds}. По очереди, медианы.

| цель | вышло | |
|---|---|---|
| \`npm start\` в новом клоне до первой страницы в браузере, доля от \`vitepress dev\` на тех же главах: не больше 0,6 | ${write(page)} | ${say(page <= 0.6)} |
| то же в секундах, на тихой машине: не больше 3 | ${write(median(ours) / 1000)} (\`vitepress dev\` — ${write(median(peer) / 1000)}) | ${say(median(ours) <= 3000)} |
| \`npm start\` в новом клоне до доказательств открытой главы, доля от \`npm run chapter\` этой одной главы: не больше 1,1 | ${write(first)} (${write(median(evidence) / 1000)} с и ${write(median(alone) / 1000)} с) | ${say(first <= 1.1)} |
| \`npm run chapter 10 zero.ts\`, время процессора к \`node\` на том же файле: не больше 1,5 | ${write(program)} | ${say(program <= 1.5)} |
| \`npm run build\`, когда собирать нечего, сверх \`npm run\` пустой команды, с: не больше 0,25 | ${write(warm)} | ${say(warm <= 0.25)} |
`
  console.log(report)
  if (path !== null) writeFileSync(path, report)
}

/** What is waited for in a browser that is there already, in turn; milliseconds. */
async function measureBrowser(rounds: number) {
  const browser = await launchBrowser()
  const [ours, peer, evidence, alone]: [number[], number[], number[], number[]] = [[], [], [], []]
  try {
    for (let round = 0; round < rounds; round++) {
      ours.push(await measureOurs(browser))
      peer.push(await measurePeer(browser))
      evidence.push(await measureEvidence(browser))
      alone.push(await measureChapter())
    }
    return { ours, peer, evidence, alone }
  } finally {
    await browser.close()
  }
}

async function measureProgram(rounds: number): Promise<number> {
  const script = join(ROOT, 'build/chapters/10-turns/zero.js')
  const starter = [
    '--enable-source-maps',
    join(ROOT, 'scripts/start.js'),
    'chapter',
    '10',
    'zero.ts',
  ]
  // It gets ready, and once more: what has just been written is not trusted.
  for (let time = 0; time < 2; time++) spawnSync(process.execPath, starter, { cwd: ROOT })
  const [ours, bare]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    ours.push((await measure([process.execPath, ...starter], ROOT)).cpu)
    bare.push((await measure([process.execPath, script], ROOT)).cpu)
  }
  return median(ours) / median(bare)
}

/** @returns seconds */
function measureWarm(rounds: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'live-sockets-empty-'))
  writeFileSync(join(folder, 'package.json'), '{"scripts":{"empty":""}}')
  const course = [
    '--chapters',
    join(ROOT, 'test/fixtures/courses/sound'),
    '--out',
    join(folder, 'site'),
  ]
  const time = (args: readonly string[], cwd: string) => {
    const begin = performance.now()
    spawnSync('npm', ['run', ...args], { cwd })
    return (performance.now() - begin) / 1000
  }
  try {
    time(['build', '--', ...course], ROOT)
    const times = Array.from({ length: rounds }, () => [
      time(['build', '--', ...course], ROOT),
      time(['empty'], folder),
    ])
    return median(times.map(([build = 0]) => build)) - median(times.map(([, empty = 0]) => empty))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

function write(value: number): string {
  return value.toFixed(2).replace('.', ',')
}

function say(holds: boolean): string {
  return holds ? 'да' : 'нет'
}
