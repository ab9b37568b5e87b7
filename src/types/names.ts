import { type Identifier, type Node, SyntaxKind } from 'typescript/unstable/ast'

/** The names of a file that may have something to tell. */
export function findNames(file: Node): Identifier[] {
  const found: Identifier[] = []
  const visit = (node: Node) => {
    if (node.kind === SyntaxKind.Identifier && !isKey(node)) found.push(node as Identifier)
    node.forEachChild(visit)
  }
  visit(file)
  return found
}

/** What stands before the dot: `listener` of `listener.accept`. */
export function findReceiver(member: Node): Node | undefined {
  const { parent } = member
  if (parent.kind !== SyntaxKind.PropertyAccessExpression) return undefined
  return 'expression' in parent && parent.expression !== member
    ? (parent.expression as Node)
    : undefined
}

/** The call or the `new` of which this name is what is called. */
export function findCall(name: Node): Node | undefined {
  const { parent } = name
  const isMember = parent.kind === SyntaxKind.PropertyAccessExpression
  const callee = isMember && 'name' in parent && parent.name === name ? parent : name
  const call = callee.parent
  const isCall = call.kind === SyntaxKind.CallExpression || call.kind === SyntaxKind.NewExpression
  return isCall && 'expression' in call && call.expression === callee ? call : undefined
}

/** `{ port }`: a property, and a variable, which tells more. */
export function isShorthand({ parent }: Node): boolean {
  return parent.kind === SyntaxKind.ShorthandPropertyAssignment
}

/** How a variable was declared: `const`, `let`, `(parameter)`. */
export function nameDeclaration(declaration: Node): string {
  if (declaration.kind === SyntaxKind.Parameter) return '(parameter)'
  // `const { a: [b] } = …`: what holds the patterns says how.
  if (declaration.kind === SyntaxKind.BindingElement)
    return nameDeclaration(declaration.parent.parent)
  const list = declaration.parent
  if (list.kind !== SyntaxKind.VariableDeclarationList) return 'let'
  return /^\s*(let|var|const|using|await using)\b/.exec(readHead(list))?.[1] ?? 'const'
}

function readHead(node: Node): string {
  const file = node.getSourceFile()
  const start = node.getStart(file)
  return file.text.slice(start, start + 'await using '.length)
}

/** `{ port: 80 }`, `{ port: from } = …`, `port: number`: what stands behind the colon tells it. */
function isKey(name: Node): boolean {
  const { parent } = name
  const { kind } = parent
  if (kind === SyntaxKind.BindingElement)
    return 'propertyName' in parent && parent.propertyName === name
  return KEYED.has(kind) && 'name' in parent && parent.name === name
}

const KEYED: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.PropertyAssignment,
  SyntaxKind.PropertySignature,
  SyntaxKind.PropertyDeclaration,
  SyntaxKind.MetaProperty,
])
