import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { listMentions } from '../../../src/course/mentions.ts'
import { ROOT } from '../../../src/files/root.ts'
import { openWorkplace } from '../../../src/run/leaks/workplace.ts'
import { runScene } from '../../../src/run/scene/scene.ts'
import { expectNoLeaks } from '../../check/harness/leaks.ts'
import { makeFolder } from '../../helpers/folder.ts'
import { consoles, context, readTestChapter, writeChapter } from '../chapter.ts'

expectNoLeaks()

/** What is said of a scene of this one command, run for a chapter in this folder. */
async function complaints(command: string, course: string, programs = course) {
  const { blocks, scenes } = readTestChapter(writeChapter(consoles(`$ ${command}`)))
  const surroundings = { mentions: listMentions(blocks), programs, course }
  const [scene] = scenes as [(typeof scenes)[0] & object]
  const { problems } = await runScene(scene, { ...context, surroundings })
  return problems.map(({ fact }) => fact)
}

describe('a scene runs in a folder of its own', () => {
  test.each([
    ['mkdir data', 'data'],
    ['echo > note.txt', 'note.txt'],
    ['mkdir -p a/b; echo > a/b/c', 'a/b/c'],
    ['ln -s / link', 'link'],
    ['mkfifo pipe', 'pipe'],
    ['echo > ../up.txt', '../up.txt'],
    ['echo > ~/home.txt', '~/home.txt'],
    [`node -e 'require("fs").writeFileSync("out.txt", "")'`, 'out.txt'],
  ])('«%s» leaves %s', async (command, name) => {
    expect(await complaints(command, await makeFolder())).toEqual([
      `после сцены остался файл «${name}»`,
    ])
    expect(existsSync(join(ROOT, name))).toBe(false)
  })

  test.each(['echo > x; rm x', 'mkdir a && rmdir a', 'echo > ~/.history', 'ls', 'true'])(
    '«%s» leaves nothing',
    async (command) => {
      expect(await complaints(command, await makeFolder())).toEqual([])
    },
  )

  test('and sees nothing of the repository, nor of who runs it', async () => {
    const folder = await makeFolder()
    for (const command of ['test ! -e package.json', 'test "$TZ $USER" = "UTC reader"'])
      expect(await complaints(command, folder)).toEqual([])
    expect(await complaints(`test "$HOME" != "${process.env.HOME}"`, folder)).toEqual([])
  })
})

describe('what it does elsewhere is named and undone', () => {
  test('a file that it makes', async () => {
    const folder = await makeFolder()
    expect(await complaints(`echo > ${folder}/made.txt`, folder)).toEqual([
      `после сцены остался файл ${folder}/made.txt`,
    ])
    expect(existsSync(`${folder}/made.txt`)).toBe(false)
  })

  test('a file whose name it makes up', async () => {
    const [folder, other] = [await makeFolder(), await makeFolder()]
    const [fact = ''] = await complaints(`n=1; cd ${other}; echo > chat-$n.sock`, folder)
    expect(fact).toBe(`после сцены остался файл ${other}/chat-1.sock`)
    expect(existsSync(`${other}/chat-1.sock`)).toBe(false)
  })

  test('a file that it changes, and one that it removes', async () => {
    const [folder, other] = [await makeFolder(), await makeFolder()]
    for (const name of ['a.txt', 'b.txt']) writeFileSync(join(other, name), 'было')
    const facts = await complaints(`echo > ${other}/a.txt; rm ${other}/b.txt`, folder)
    expect(facts).toEqual([
      `после сцены изменился файл ${other}/a.txt`,
      `после сцены исчез файл ${other}/b.txt`,
    ])
    for (const name of ['a.txt', 'b.txt'])
      expect(readFileSync(join(other, name), 'utf8')).toBe('было')
  })

  test('whatever it makes beside its programs', async () => {
    const [folder, programs] = [await makeFolder(), await makeFolder()]
    const name = `a${Math.random()}`
    writeFileSync(join(programs, 'read.sh'), `echo > ${programs}/${name}`)
    expect(await complaints(`sh ${programs}/read.sh`, folder, programs)).toEqual([
      `после сцены остался файл ${programs}/${name}`,
    ])
  })

  test('but nothing that somebody else does', async () => {
    const folder = await makeFolder()
    const place = openWorkplace({
      mentions: listMentions([]),
      programs: join(folder, 'none'),
      course: folder,
    })
    writeFileSync(join(folder, 'mine.txt'), '')
    expect(place.left()).toEqual([])
    place.remove()
    expect(existsSync(join(folder, 'mine.txt'))).toBe(true)
  })
})

test('the files of a chapter are found by the path that a reader would type', async () => {
  const programs = join(ROOT, 'build/workplace-test/01-files')
  mkdirSync(programs, { recursive: true })
  writeFileSync(join(programs, 'request.txt'), 'привет')
  const place = openWorkplace({ mentions: listMentions([]), programs, course: programs })
  try {
    const path = join(place.folder, 'build/workplace-test/01-files/request.txt')
    expect(readFileSync(path, 'utf8')).toBe('привет')
    expect(place.left()).toEqual([])
  } finally {
    place.remove()
    rmSync(join(ROOT, 'build/workplace-test'), { recursive: true })
  }
})
