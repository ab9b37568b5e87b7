import type { Chapter, Place, Problem } from '../../course/types.ts'
import { findPlace } from './link-place.ts'
import type { Link, Prose } from './prose.ts'
import { parseReference } from './references.ts'

/** A chapter with its text read. */
export interface ReadChapter {
  readonly chapter: Chapter
  readonly prose: Prose
}

type Fault = Pick<Problem, 'fact' | 'remedy'>

/** The files beside the chapters that their pictures and links name. */
export function findFiles(chapters: readonly ReadChapter[]): string[] {
  const links = chapters.flatMap(({ prose }) => prose.links)
  const references = links.map((link) => parseReference(link.address))
  return [...new Set(references.flatMap((r) => (r.kind === 'file' ? [r.path] : [])))]
}

/**
 * Finds the links and pictures that lead nowhere.
 * @param files those that exist, out of what `findFiles` names
 * @param taken names that the site uses itself
 */
export function checkLinks(
  chapters: readonly ReadChapter[],
  files: ReadonlySet<string>,
  taken: ReadonlySet<string> = new Set(),
): Problem[] {
  return chapters.flatMap(({ chapter, prose }) =>
    prose.links.flatMap((link, index) => {
      const fault = findTaken(link, files, taken) ?? findFault(link, prose, chapters, files)
      if (fault === undefined) return []
      const place: Place = findPlace(chapter, prose.links, index)
      return [{ place, ...fault }]
    }),
  )
}

/** The site's own file would stand in the place of the author's. */
function findTaken(
  { address }: Link,
  files: ReadonlySet<string>,
  taken: ReadonlySet<string>,
): Fault | undefined {
  const reference = parseReference(address)
  if (reference.kind !== 'file') return undefined
  if (!files.has(reference.path) || !taken.has(reference.path)) return undefined
  const fact = `имя ${reference.path} занято: так называется файл самого сайта`
  return { fact, remedy: 'Назовите свой файл иначе.' }
}

function findFault(
  { kind, address }: Link,
  own: Prose,
  chapters: readonly ReadChapter[],
  files: ReadonlySet<string>,
): Fault | undefined {
  const reference = parseReference(address)
  switch (reference.kind) {
    case 'external':
      return kind === 'link' ? findBroken(address) : describeRemote(address)
    case 'unknown':
      return kind === 'image' ? describeRemote(address) : describeUnknown(address, reference.scheme)
    case 'outside':
      return describeOutside(address)
    case 'file':
      return files.has(reference.path) ? undefined : describeMissing(kind, reference.path)
    case 'anchor':
      return reference.anchor === ''
        ? { fact: 'ссылка никуда не ведёт', remedy: 'Пишите #раздел или ./NN-глава.md.' }
        : findDeadAnchor(reference.anchor, own, 'этой главе')
    case 'chapter': {
      if (kind === 'image') return describeDrawn(reference.slug)
      const target = chapters.find(({ chapter }) => chapter.slug === reference.slug)
      if (target === undefined) return describeNoChapter(reference.slug, chapters)
      return findDeadAnchor(
        reference.anchor ?? '',
        target.prose,
        reference.slug === 'index' ? 'обложке курса' : `главе ${reference.slug}`,
      )
    }
  }
}

/** What a browser can read no address out of, and a letter or a call to nobody. */
function findBroken(address: string): Fault | undefined {
  if (URL.canParse(address) && !/^(?:mailto|tel|sms):[/\s]*(?:\?|$)/i.test(address))
    return undefined
  const fact = `по адресу ${address} браузер никуда не придёт`
  return { fact, remedy: 'Допишите или исправьте адрес.' }
}

function describeDrawn(slug: string): Fault {
  const fact = `глава ${nameFile(slug)} стоит картинкой`
  return { fact, remedy: 'Уберите «!»: на главу ведёт ссылка [слово](./NN-глава.md).' }
}

function findDeadAnchor(anchor: string, { anchors }: Prose, where: string): Fault | undefined {
  if (anchor === '' || anchors.has(anchor)) return undefined
  const known = [...anchors].map((name) => `#${name}`).join(', ')
  return { fact: `в ${where} нет раздела «#${anchor}»`, remedy: `Есть разделы: ${known}.` }
}

function describeNoChapter(slug: string, chapters: readonly ReadChapter[]): Fault {
  const known = chapters.map(({ chapter }) => nameFile(chapter.slug)).join(', ')
  if (slug === 'index') {
    const fact = 'ссылка на обложку курса, а README.md в папке глав нет'
    return { fact, remedy: `Напишите его или ведите на главу: ${known}.` }
  }
  return { fact: `ссылка на главу, которой нет: ${slug}.md`, remedy: `Есть главы: ${known}.` }
}

function nameFile(slug: string): string {
  return slug === 'index' ? 'README.md' : `${slug}.md`
}

function describeUnknown(address: string, scheme: string): Fault {
  if (/^[a-z]:$/i.test(scheme)) {
    const fact = `это путь на диске Windows: ${address}`
    return { fact, remedy: 'Положите файл в папку с главами и пишите путь от неё: ./имя.txt.' }
  }
  const fact = `по адресу ${address} браузер никуда не придёт`
  const remedy = /^(?:https?:|\/\/)$/i.test(scheme)
    ? 'Пишите https:// и имя сайта.'
    : `Что такое «${scheme}», читатель не узнает: пишите https://… или путь от папки с главами.`
  return { fact, remedy }
}

function describeMissing(kind: Link['kind'], path: string): Fault {
  const fact = kind === 'image' ? `нет картинки ${path}` : `ссылка на файл, которого нет: ${path}`
  return { fact, remedy: 'Положите его в папку с главами или исправьте путь.' }
}

function describeRemote(address: string): Fault {
  const [, scheme = ''] = /^([a-z][a-z\d+.-]*):/i.exec(address) ?? []
  if (/^[a-z]$/i.test(scheme)) return describeUnknown(address, `${scheme}:`)
  if (scheme.toLowerCase() === 'data') {
    const fact = 'картинка вписана прямо в главу (data:)'
    return { fact, remedy: 'Положите её файлом в папку с главами: ./имя.png.' }
  }
  const fact = `картинка с чужого сайта: ${address}`
  return { fact, remedy: 'Положите её в папку с главами: страницы читают и без сети.' }
}

function describeOutside(address: string): Fault {
  const fact = `путь ведёт за пределы папки с главами: ${address}`
  return { fact, remedy: 'Пишите путь от папки с главами: ./pics/имя.svg.' }
}
