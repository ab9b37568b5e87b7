import { spawnSync } from 'node:child_process'
import { mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { watchFolders } from '../../../src/commands/serve/watch.ts'
import { ROOT } from '../../../src/files/root.ts'
import { makeFolder } from '../../helpers/folder.ts'

/** Watches a folder; `count` tells how many changes it was told of when the marker was seen. */
async function watch(prepare: (folder: string) => void = () => undefined) {
  const folder = join(await makeFolder({ 'live/.keep': '' }), 'live')
  prepare(folder)
  let heard = 0
  let wake = () => {}
  onTestFinished(
    watchFolders([folder], () => {
      heard += 1
      wake()
    }, [join(folder, 'dist')]),
  )
  const change = async (act: () => void) => {
    const told = new Promise<void>((resolve) => {
      wake = resolve
    })
    act()
    await told
    return heard
  }
  return { folder, change }
}

test('a change, a new folder and what happens in it are heard, each once', async () => {
  const { folder, change } = await watch()
  expect(await change(() => writeFileSync(join(folder, '01-a.md'), '# А'))).toBe(1)
  expect(await change(() => mkdirSync(join(folder, 'pics')))).toBe(2)
  expect(await change(() => writeFileSync(join(folder, 'pics/a.svg'), '<svg/>'))).toBe(3)
  expect(await change(() => rmSync(join(folder, 'pics'), { recursive: true }))).toBe(4)
})

test('a file that another one replaces is heard again and again', async () => {
  const { folder, change } = await watch()
  for (const time of [1, 2, 3]) {
    const fresh = join(await makeFolder(), 'fresh')
    writeFileSync(fresh, String(time))
    expect(await change(() => renameSync(fresh, join(folder, '01-a.md')))).toBe(time)
  }
})

test('packages, hidden files and a built site are passed over', async () => {
  const { folder, change } = await watch((home) => {
    for (const name of ['node_modules', '.git', 'dist']) mkdirSync(join(home, name))
  })
  writeFileSync(join(folder, 'node_modules/a.js'), '')
  writeFileSync(join(folder, '.git/HEAD'), '')
  writeFileSync(join(folder, 'dist/index.html'), '')
  writeFileSync(join(folder, '.01-a.md.swp'), '')
  // Long enough for them to be told apart from the next change
  await setTimeout(200)
  expect(await change(() => writeFileSync(join(folder, '01-a.md'), '# А'))).toBe(1)
})

test('only the built site itself is passed over, not what is called alike', async () => {
  const { folder, change } = await watch((home) => mkdirSync(join(home, 'dist')))
  expect(await change(() => writeFileSync(join(folder, 'distance.svg'), ''))).toBe(1)
  expect(await change(() => mkdirSync(join(folder, 'distances')))).toBe(2)
})

test('a folder that goes away and comes back is heard again', async () => {
  const { folder, change } = await watch()
  expect(await change(() => renameSync(folder, `${folder}2`))).toBe(1)
  expect(await change(() => renameSync(`${folder}2`, folder))).toBe(2)
  expect(await change(() => writeFileSync(join(folder, '01-a.md'), '# А'))).toBe(3)
  // What holds it goes away.
  const home = dirname(folder)
  expect(await change(() => renameSync(home, `${home}2`))).toBe(4)
  expect(await change(() => renameSync(`${home}2`, home))).toBe(5)
  expect(await change(() => writeFileSync(join(folder, '01-a.md'), '# Б'))).toBe(6)
})

test('what a link leads to is watched, and each link on the way there', async () => {
  const home = await makeFolder({ 'far/a.md': '# А', 'near/b.md': '# Б', 'near/other.md': '' })
  symlinkSync('../far/a.md', join(home, 'near/a.md'))
  const { folder, change } = await watch((live) => {
    symlinkSync(join(home, 'near/a.md'), join(live, '01-a.md'))
    symlinkSync(join(home, 'near/none.md'), join(live, '02-none.md'))
  })
  expect(await change(() => writeFileSync(join(home, 'far/a.md'), '# А!'))).toBe(1)
  // As editors do it.
  writeFileSync(join(home, 'far/fresh'), '# А!!')
  expect(await change(() => renameSync(join(home, 'far/fresh'), join(home, 'far/a.md')))).toBe(2)
  const turn = () => {
    unlinkSync(join(home, 'near/a.md'))
    symlinkSync('b.md', join(home, 'near/a.md'))
  }
  expect(await change(turn)).toBe(3)
  expect(await change(() => writeFileSync(join(home, 'near/b.md'), '# Б!'))).toBe(4)
  expect(await change(() => writeFileSync(join(home, 'near/none.md'), '# В'))).toBe(5)
  expect(await change(() => symlinkSync(join(home, 'near/b.md'), join(folder, '03-b.md')))).toBe(6)
  // Neighbours of what is linked to are nobody's business.
  writeFileSync(join(home, 'near/other.md'), 'другое')
  await setTimeout(200)
  expect(await change(() => writeFileSync(join(home, 'near/b.md'), '# Б!!'))).toBe(7)
})

/** A user of our own has limits of its own: user_namespaces(7). */
const canLimit = spawnSync('unshare', ['-Ur', 'true']).status === 0

test.skipIf(!canLimit).each(['instances', 'watches'])(
  'no inotify %s left: changes are seen all the same, and the reason is told once',
  async (limit) => {
    const folder = await makeFolder({ 'live/a.md': 'раз', 'live/pics/b.svg': '' })
    const script = `import { writeFileSync } from 'node:fs'
import { watchFolders } from ${JSON.stringify(join(ROOT, 'src/commands/serve/watch.ts'))}
const stop = watchFolders(['live'], () => { console.log('правка'); stop() }, [], ({ code }) => {
  console.log(code)
  writeFileSync('live/pics/b.svg', '<svg/>')
})`
    const loader = join(ROOT, 'node_modules/tsx/dist/loader.mjs')
    const command = `echo 0 > /proc/sys/user/max_inotify_${limit} && exec "$0" --import "$1" --input-type=module -e "$2"`
    const args = ['-Ur', 'sh', '-c', command, process.execPath, loader, script]
    const { stdout, stderr } = spawnSync('unshare', args, { cwd: folder, encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(stdout).toBe(`${limit === 'watches' ? 'ENOSPC' : 'EMFILE'}\nправка\n`)
  },
)
