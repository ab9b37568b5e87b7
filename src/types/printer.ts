import { type Node, SyntaxKind } from 'typescript/unstable/ast'
import {
  NodeBuilderFlags,
  type Project,
  type Signature,
  SignatureKind,
  type Type,
} from 'typescript/unstable/sync'
import { findCall } from './names.ts'
import { remember } from './remember.ts'
import { writeCall } from './signature.ts'

/** Types in TypeScript's own words. */
export interface Printer {
  write(type: Type): string
  /** What is called at this place: of several signatures one, and how many more there are. */
  writeCalled(node: Node, type: Type): string
  /** `new Socket(…): Socket`, where the class is being made an instance of. */
  writeNew(node: Node & { readonly text: string }): string | undefined
}

const FLAGS = NodeBuilderFlags.UseAliasDefinedOutsideCurrentScope

export function createPrinter({ checker, emitter }: Project): Printer {
  const write = remember(
    (type: Type) => writePlain(type) ?? checker.typeToString(type, undefined, FLAGS),
  )
  const writeSignature = (signature: Signature) => {
    const kind = SyntaxKind.FunctionType
    const node = checker.signatureToSignatureDeclaration(signature, kind, undefined, FLAGS)
    return node && emitter.printNode(node)
  }
  const findCalled = (node: Node) => {
    const call = findCall(node)
    return call && checker.getResolvedSignature(call)
  }
  return {
    write,
    writeCalled(node, type) {
      const text = write(type)
      if (!/^\{ [(<]/.test(text)) return text
      const all = checker.getSignaturesOfType(type, SignatureKind.Call)
      const signature = findCalled(node) ?? all[0]
      const one = signature && writeSignature(signature)
      return one === undefined ? text : `${one} (+${all.length - 1})`
    },
    writeNew(node) {
      const signature = findCalled(node)
      const text = signature && writeSignature(signature)
      return text === undefined ? undefined : writeCall(`new ${node.text}`, text)
    },
  }
}

/** What needs no question. */
function writePlain(type: Type): string | undefined {
  if (type.isIntrinsicType()) return type.intrinsicName
  if (type.isStringLiteralType() || type.isNumberLiteralType()) return JSON.stringify(type.value)
  return undefined
}
