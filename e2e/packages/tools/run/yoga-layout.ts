import type * as Yoga from 'yoga-layout'
import { defineTool } from '../../mcp/tool.ts'

export function check({ default: yoga, Direction, FlexDirection }: typeof Yoga) {
  const root = yoga.Node.create()
  root.setFlexDirection(FlexDirection.Row)
  root.setWidth(100)
  root.setHeight(50)
  for (const grow of [1, 3]) {
    const child = yoga.Node.create()
    child.setFlexGrow(grow)
    root.insertChild(child, root.getChildCount())
  }
  root.calculateLayout(undefined, undefined, Direction.LTR)
  const boxes = [0, 1].map(index => root.getChild(index).getComputedLayout())
  root.freeRecursive()
  return { boxes }
}

export const run = defineTool({
  name: 'yoga-layout-run',
  description: 'Lays out boxes (WebAssembly, awaited at the top level of the package).',
  run: async () => JSON.stringify(check(await import('yoga-layout'))),
})
