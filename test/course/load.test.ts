import { execFileSync } from 'node:child_process'
import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadCourse, readCourse } from '../../src/course/load.ts'
import { CourseError, formatProblem } from '../../src/course/problem.ts'
import { fence, readComplaints } from '../helpers/chapter.ts'
import { makeFolder } from '../helpers/folder.ts'

const COURSES = 'test/fixtures/courses'

test.each([
  ['unknown-key', ['01-server.md:3:22 — незнакомый ключ «colour»']],
  ['ts-without-key', ['01-server.md:3:1 — блок ts без ключа']],
  ['one-number-twice', ['03-server.md:1:1 — номер 3 уже занят главой 03-client.md']],
  ['no-heading', ['01-server.md:1:1 — у главы нет заголовка']],
  [
    'program-names',
    [
      '01-names.md:3:7 — «../../x.ts» не годится в имя программы',
      '01-names.md:7:7 — «/tmp/x.ts» не годится в имя программы',
      '01-names.md:11:7 — «C:\\Users\\x.ts» не годится в имя программы',
      '01-names.md:15:7 — «my server.ts» не годится в имя программы',
      '01-names.md:19:15 — незнакомый ключ «server.ts»',
    ],
  ],
  ['open-fence', ['01-server.md:3:1 — ограждение кода не закрыто']],
  ['js-fence', ['01-server.md:3:1 — блок «js» обошёл бы компилятор']],
  ['indented-code', ['01-server.md:5:5 — код сделан отступом']],
  ['fence-in-list', ['01-server.md:5:4 — ограждённый код стоит не у левого края']],
  ['bad-front-matter', ['01-server.md:3:21 — шапка главы не читается как YAML: ']],
  [
    'near-marks',
    [
      '01-marks.md:4:1 — строка похожа на команду, но начинается не с «$ » (U+00A0)',
      '01-marks.md:12:1 — строка похожа на набранную строку, но начинается не с «> » (U+FF1E)',
      '01-marks.md:13:1 — клавиши «^\u0421» (U+0421) у сцены нет',
    ],
  ],
  [
    'near-fences',
    [
      '01-fences.md:3:1 — строка похожа на ограждение, но им не стала (U+200B)',
      '01-fences.md:5:1 — строка похожа на ограждение, но им не стала (U+200B)',
      '01-fences.md:7:1 — язык «console{1}» написан по правилам другой программы',
      '01-fences.md:11:1 — язык «\u0441onsole» написан не латиницей (U+0441)',
      '01-fences.md:16:1 — терминал, который никто не запускает',
    ],
  ],
  [
    'contradicting-claims',
    ['02-two.md:3:3 — утверждение 1.1 решено здесь как Н, а в главе 1 — как В'],
  ],
  ['misnamed', ['1-server.md:1:1 — имя файла не похоже на имя главы']],
])('%s is refused at its place, with a remedy', async (name, expected) => {
  const found = await readComplaints(join(COURSES, name))
  expect(found).toHaveLength(expected.length)
  expected.forEach((head, index) => {
    const [first, remedy = ''] = found[index]?.split('\n') ?? []
    expect(first?.startsWith(`${COURSES}/${name}/${head}`)).toBe(true)
    expect(remedy).toMatch(/^ {2}\S.*[.?]$/)
  })
})

test('a folder without chapters and one that is not there are refused by name', async () => {
  const empty = `${COURSES}/no-chapters`
  await expect(readCourse(empty)).rejects.toThrow(`${empty}:1:1 — в папке нет ни одной главы`)
  await expect(readCourse('no/such/folder')).rejects.toThrow(
    'no/such/folder:1:1 — папки с главами нет',
  )
  await expect(readCourse(`${empty}/notes.txt`)).rejects.toThrow(CourseError)
})

test('chapters come in the order of their numbers, whatever else lies beside them', async () => {
  const folder = await makeFolder({
    '10-ten.md': '# Десятая\n',
    '02-two.md': '# Вторая\n',
    '01-первая-глава.md': '# Первая\n',
    'README.md': '# Курс\n\nОбложка, а не глава.\n',
    'scheme.svg': '<svg/>',
    '.drafts/03-three.md': 'Без заголовка',
  })
  const { chapters, cover } = await loadCourse(folder)
  expect(cover?.title).toBe('Курс')
  expect(chapters.map(({ number, slug, title }) => [number, slug, title])).toEqual([
    [1, '01-первая-глава', 'Первая'],
    [2, '02-two', 'Вторая'],
    [10, '10-ten', 'Десятая'],
  ])
})

test('a hundred chapters and more stand in the order of their numbers', async () => {
  const folder = await makeFolder({ '100-c.md': '# В\n', '99-b.md': '# Б\n', '10-a.md': '# А\n' })
  const { course, problems } = await readCourse(folder)
  expect(problems).toEqual([])
  expect(course.chapters.map(({ number }) => number)).toEqual([10, 99, 100])
})

test.each([
  ['1-x.md'],
  ['001-x.md'],
  ['01.md'],
  ['01-.md'],
  ['01_x.md'],
  ['01-x y.md'],
  ['01-x.y.md'],
  ['черновик.md'],
  ['05-a.MD'],
  ['06-a.markdown'],
])('%s is no name of a chapter', async (name) => {
  const folder = await makeFolder({ [name]: '# Глава\n', '50-good.md': '# Хорошая\n' })
  const { course, problems } = await readCourse(folder)
  expect(problems.map((p) => [p.place.file, p.fact])).toEqual([
    [join(folder, name), 'имя файла не похоже на имя главы'],
  ])
  expect(course.chapters).toHaveLength(1)
})

test('invalid UTF-8 is shown at its line and column', async () => {
  const start = Buffer.from('# Глава\r\n\r\nдо: ')
  const folder = await makeFolder({
    '01-koi8.md': Buffer.concat([start, Buffer.from([0xd0, 0x20, 0xff]), Buffer.from('\n')]),
    '02-utf16.md': Buffer.from('\uFEFF# Глава\n', 'utf16le'),
    '03-cut.md': Buffer.from('# Глава').subarray(0, -1),
    '04-good.md': '\uFEFF# Глава с меткой\n',
  })
  const { course, problems } = await readCourse(folder)
  expect(problems.map(({ place }) => [place.file, place.line, place.column])).toEqual([
    [join(folder, '01-koi8.md'), 3, 5],
    [join(folder, '02-utf16.md'), 1, 1],
    [join(folder, '03-cut.md'), 1, 7],
  ])
  for (const { fact } of problems) expect(fact).toBe('здесь байты, которые не читаются как UTF-8')
  expect(course.chapters.map(({ title }) => title)).toEqual(['Глава с меткой'])
})

test('everything that is wrong in all chapters is thrown at once', async () => {
  const folder = await makeFolder({ '01-a.md': 'a\n', '02-b.md': 'b\n', '02-c.md': '# C\n' })
  const error = await loadCourse(folder).catch((e: unknown) => e)
  expect(error).toBeInstanceOf(CourseError)
  expect((error as CourseError).problems.map(formatProblem)).toHaveLength(3)
})

test('two folders with one name have ids of their own, one folder always the same', async () => {
  const home = await makeFolder({ 'a/main/01-a.md': '# A\n', 'b/main/01-a.md': '# A\n' })
  const id = async (path: string) => (await loadCourse(join(home, path))).id
  expect(await id('a/main')).not.toBe(await id('b/main'))
  expect(await id('a/main')).toBe(await id('b/../a/main/'))
  expect(await id('a/main')).toMatch(/^main-[\da-f]{8}$/)
  expect((await loadCourse('chapters')).id).toBe('chapters')
})

test('an id is a plain folder name, whatever the folder is called', async () => {
  const home = await makeFolder({ 'мой курс/..%2f ../01-a.md': '# A\n' })
  const { id } = await loadCourse(join(home, 'мой курс/..%2f ..'))
  expect(id).toMatch(/^[\p{L}\d-]+$/u)
})

test('a chapter that is a link to a file elsewhere is read, not passed over', async () => {
  const folder = await makeFolder({ 'shared/text.md': '# Общая\n', 'course/01-a.md': '# A\n' })
  await symlink('../shared/text.md', join(folder, 'course/02-shared.md'))
  const { chapters } = await loadCourse(join(folder, 'course'))
  expect(chapters.map(({ title }) => title)).toEqual(['A', 'Общая'])
})

test('a folder with the name of a chapter is not taken for one', async () => {
  const folder = await makeFolder({ '01-a.md': '# A\n' })
  await mkdir(join(folder, '02-b.md'))
  expect((await loadCourse(folder)).chapters).toHaveLength(1)
})

test('hidden files are nobody’s chapters: Emacs locks what it edits by a link that leads nowhere', async () => {
  const folder = await makeFolder({ '01-a.md': '# A\n', '.02-b.md': 'черновик' })
  await symlink('me@here.17', join(folder, '.#01-a.md'))
  expect(await readCourse(folder)).toMatchObject({ course: { chapters: [{}] }, problems: [] })
})

test('what cannot be read as a chapter is told of at its place', async () => {
  const folder = await makeFolder({ '01-a.md': '# A\n' })
  await symlink('nowhere.md', join(folder, '02-b.md'))
  await symlink('03-c.md', join(folder, '03-c.md'))
  await symlink('.', join(folder, '04-d.md'))
  execFileSync('mkfifo', [join(folder, '05-e.md')])
  await symlink('nowhere.md', join(folder, 'README.md'))
  expect(await readComplaints(folder)).toEqual([
    expect.stringContaining(`${folder}/02-b.md:1:1 — ссылка никуда не ведёт\n  Удалите её`),
    expect.stringContaining(`${folder}/03-c.md:1:1 — ссылка ведёт сама в себя\n  `),
    expect.stringContaining(`${folder}/05-e.md:1:1 — это не файл, а канал или устройство\n  `),
    expect.stringContaining(`${folder}/README.md:1:1 — ссылка никуда не ведёт\n  `),
  ])
})

test('names in two signs a letter, as some systems write them, are the same names', async () => {
  const nfd = (text: string) => text.normalize('NFD')
  const folder = await makeFolder({ [nfd('01-первый-ёж.md')]: '# Ёж\n', '02-b.md': '# Б\n' })
  const { course, problems } = await readCourse(folder)
  expect(problems).toEqual([])
  expect(course.chapters.map(({ slug }) => slug)).toEqual(['01-первый-ёж', '02-b'])
})

test('nothing on the cover would be run: what asks for it is refused there', async () => {
  const folder = await makeFolder({
    '01-a.md': '# А\n',
    'README.md': [
      '# Курс\n',
      fence('sh', 'npm start'),
      fence('console', '$ npm run chapter 9 zzz.ts', 'что угодно'),
      fence('ts file=a.ts', "const x: number = 'нет'"),
      fence('ts check', "test('x', () => expect([1].length).toBe(2))"),
      fence('txt file=a.txt', 'файл, которого никто не положит'),
    ].join('\n'),
  })
  const complaints = await readComplaints(folder)
  expect(complaints.map((text) => text.slice(folder.length + 1, text.indexOf('\n')))).toEqual(
    [7, 12, 16, 20].map(
      (line) => `README.md:${line}:1 — на обложке такой блок никто не запускает и не проверяет`,
    ),
  )
})

test('chapters in folders within the course are told of, notes are let be', async () => {
  const folder = await makeFolder({
    '01-a.md': '# А\n',
    'part/02-b.md': '# Б\n',
    'part/deep/заметки.markdown': '',
    'pics/README.md': '',
    'pics/a.svg': '',
    '.drafts/03-c.md': '',
    'node_modules/x/readme.md': '',
  })
  const complaints = await readComplaints(folder)
  expect(complaints.map((text) => text.slice(folder.length + 1, text.indexOf(' —')))).toEqual([
    'part/02-b.md:1:1',
    'part/deep/заметки.markdown:1:1',
  ])
  const none = await makeFolder({ 'part/02-b.md': '# Б\n' })
  await expect(readCourse(none)).rejects.toThrow(
    /нет ни одной главы[\s\S]*part\/02-b\.md:1:1 — файл Markdown/,
  )
})

test('a name that leaves no room for the pages beside it is too long', async () => {
  const folder = await makeFolder({
    [`01-${'щ'.repeat(97)}.md`]: '# А\n',
    [`02-${'щ'.repeat(98)}.md`]: '# Б\n',
  })
  expect(await readComplaints(folder)).toEqual([
    expect.stringContaining('имя главы слишком длинное'),
  ])
})
