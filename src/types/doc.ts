import { type Node, SyntaxKind } from 'typescript/unstable/ast'

/** The doc comment above a declaration, without its marks and tags. */
export function readComment(declaration: Node): string {
  const isVariable = declaration.kind === SyntaxKind.VariableDeclaration
  const node = isVariable ? declaration.parent.parent : declaration
  const file = node.getSourceFile()
  const above = file.text.slice(node.getFullStart(), node.getStart(file))
  const comment = above.match(/\/\*\*[\s\S]*?\*\//g)?.at(-1) ?? ''
  return comment
    .slice('/**'.length, -'*/'.length)
    .replace(/^\s*\*/gm, '')
    .replace(/^\s*@\w[\s\S]*/m, '')
}

/** The longest sentence that is told whole. */
const LIMIT = 110

/** The first sentence of a doc comment; nothing if there is none. */
export function readSentence(comment: string): string | undefined {
  const text = comment
    .replace(/\{@link\s+([^}]+)\}/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
  const [, sentence = text] = /^(.+?[.!?])(?= [\p{Lu}`«]|$)/u.exec(text) ?? []
  if (sentence === '') return undefined
  if (sentence.length <= LIMIT) return sentence
  return `${sentence.slice(0, sentence.lastIndexOf(' ', LIMIT))} …`
}
