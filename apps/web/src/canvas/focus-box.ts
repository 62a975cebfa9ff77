/** Puts the focus on a box of the diagram, as soon as it is drawn: one that is out of view isn't there before the view has moved. */
export function focusBox(id: string): void {
  const until = performance.now() + 1_500
  const look = () => {
    const box = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
    if (box !== null) return box.focus({ preventScroll: true })
    if (performance.now() < until) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
