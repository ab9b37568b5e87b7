import {
  type Checker,
  type Symbol as Entity,
  NodeBuilderFlags,
  type Project,
  SymbolFlags,
  type Type,
  TypeFlags,
} from 'typescript/unstable/sync'
import type { Tip } from '../course/tips.ts'
import { readComment, readSentence } from './doc.ts'
import type { Known } from './learn.ts'
import { nameDeclaration } from './names.ts'
import { createPrinter, type Printer } from './printer.ts'
import { remember } from './remember.ts'
import { tidy, writeCall } from './signature.ts'

/** Tells what names mean. */
export interface Describe {
  /** Whether something may be told of what bears a name. */
  isTold(symbol: Entity): boolean
  tell(known: Known): Tip | undefined
}

/** @param isOurs whether the file at this path is the course's own: such files document */
export function createDescribe(project: Project, isOurs: (path: string) => boolean): Describe {
  const { checker } = project
  const printer = createPrinter(project)
  const follow = remember((symbol: Entity) =>
    symbol.flags & SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
  )
  const nameOwner = createNameOwner(isOurs)
  const readDoc = remember(({ declarations }: Entity) => {
    const own = declarations.find(({ path }) => isOurs(path))?.resolve(project)
    return own && readSentence(readComment(own))
  })
  return {
    isTold(named) {
      const symbol = follow(named)
      return isOwn(symbol, isOurs) || isNodes(symbol)
    },
    tell(named) {
      const known = { ...named, symbol: follow(named.symbol) }
      const { symbol, type } = known
      // Names of types come out as `any` themselves, but need no type of their own.
      if (type.flags & TypeFlags.Any && symbol.flags & VALUES) return undefined
      const text = writeKind(known, nameOwner(known), { project, printer })
      if (text === undefined) return undefined
      const doc = readDoc(symbol)
      return { signature: tidy(text), ...(doc === undefined ? {} : { doc }) }
    },
  }
}

const VALUES =
  SymbolFlags.Variable |
  SymbolFlags.Function |
  SymbolFlags.Method |
  SymbolFlags.Property |
  SymbolFlags.Accessor

function isOwn({ declarations }: Entity, isOurs: (path: string) => boolean): boolean {
  return declarations.some(({ path }) => isOurs(path))
}

/** JavaScript's own names are known to whoever reads this; so are the console and the process. */
function isNodes({ flags, declarations }: Entity): boolean {
  const isFromNode = /\/node_modules\/(@types\/node|undici-types)\//
  const isIts = declarations.length > 0 && declarations.every(({ path }) => isFromNode.test(path))
  return isIts && !(flags & SymbolFlags.Variable)
}

/** Whose member it is, as the reader sees it: `Socket.recv`, wherever in `Socket` that comes from. */
function createNameOwner(isOurs: (path: string) => boolean) {
  const findParent = remember((symbol: Entity) => symbol.getParent())
  const findSymbol = remember((type: Type) => type.getSymbol())
  const hasName = (symbol: Entity | undefined) =>
    symbol !== undefined && !/^__|["/]/.test(symbol.name)
  return ({ node, symbol, receiver }: Known): string => {
    const parent = findParent(symbol)
    if (parent === undefined || !hasName(parent)) return node.text
    const seen = receiver && isOwn(parent, isOurs) ? findSymbol(receiver) : undefined
    return `${(hasName(seen) ? seen : parent)?.name}.${node.text}`
  }
}

interface Means {
  readonly project: Project
  readonly printer: Printer
}

function writeKind(known: Known, whole: string, means: Means): string | undefined {
  const { node, symbol, type } = known
  const { flags } = symbol
  const { printer, project } = means
  const call = (name: string) => writeCall(name, printer.writeCalled(node, type))
  if (flags & SymbolFlags.Function) return `function ${call(node.text)}`
  if (flags & SymbolFlags.Method) return `(method) ${call(whole)}`
  if (flags & SymbolFlags.Class) return printer.writeNew(node) ?? `class ${node.text}`
  if (flags & SymbolFlags.Variable) {
    const declaration = symbol.valueDeclaration?.resolve(project)
    const kind = declaration === undefined ? 'const' : nameDeclaration(declaration)
    const text = printer.write(type)
    // What an empty array begins as.
    return text === 'any[]' ? undefined : `${kind} ${node.text}: ${text}`
  }
  if (flags & (SymbolFlags.Property | SymbolFlags.Accessor))
    return `(property) ${whole}: ${printer.write(type)}`
  return writeType(node.text, symbol, project.checker)
}

function writeType(name: string, symbol: Entity, checker: Checker): string | undefined {
  if (symbol.flags & SymbolFlags.Interface) return `interface ${name}`
  if (symbol.flags & SymbolFlags.Enum) return `enum ${name}`
  if (symbol.flags & SymbolFlags.ValueModule)
    return `module ${symbol.name.replace(/^"\/.*\//, '"./')}`
  if (!(symbol.flags & SymbolFlags.TypeAlias)) return undefined
  const { InTypeAlias, UseAliasDefinedOutsideCurrentScope } = NodeBuilderFlags
  const type = checker.getDeclaredTypeOfSymbol(symbol)
  const text = checker.typeToString(
    type,
    undefined,
    InTypeAlias | UseAliasDefinedOutsideCurrentScope,
  )
  return text === name || text.startsWith(`${name}<`) ? `type ${name}` : `type ${name} = ${text}`
}
