import { Decoration, ViewPlugin, WidgetType, type DecorationSet, type EditorView, type Extension, type ViewUpdate } from '@uiw/react-codemirror'
import { readableSource } from './template-parts.js'
import classes from './schema-form.module.css'

const expressionPattern = /\{\{((?:"[^"]*"|'[^']*'|[^{}])+)\}\}/g

/** Chips in place of expressions while the editor has no focus; marked text while it has. */
export function expressionMarks(nameOf: (path: string) => string | null): Extension {
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet

      constructor(view: EditorView) {
        this.decorations = decorate(view, nameOf)
      }

      update(update: ViewUpdate) {
        if (update.docChanged || update.viewportChanged || update.focusChanged) this.decorations = decorate(update.view, nameOf)
      }
    },
    { decorations: (plugin) => plugin.decorations },
  )
}

function decorate(view: EditorView, nameOf: (path: string) => string | null): DecorationSet {
  const found = view.visibleRanges.flatMap(({ from, to }) => [...view.state.doc.sliceString(from, to).matchAll(expressionPattern)].map((match) => ({ from: from + match.index, text: match[0], source: (match[1] ?? '').trim() })))
  const marks = found.map(({ from, text, source }) => {
    const mark = view.hasFocus ? Decoration.mark({ class: classes.codeExpression ?? '' }) : Decoration.replace({ widget: new ChipWidget(readableSource(source, nameOf), text) })
    return mark.range(from, from + text.length)
  })
  return Decoration.set(marks, true)
}

class ChipWidget extends WidgetType {
  constructor(
    private readonly label: string,
    private readonly source: string,
  ) {
    super()
  }

  override eq(other: ChipWidget): boolean {
    return other.label === this.label && other.source === this.source
  }

  override toDOM(): HTMLElement {
    const chip = document.createElement('span')
    chip.className = classes.chip ?? ''
    chip.textContent = this.label
    chip.title = this.source
    return chip
  }
}
