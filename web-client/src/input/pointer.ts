// What of the page wants the press for itself.

export function isWidget(event: Event): boolean {
  return (
    event.target instanceof Element && event.target.closest("button, input, form, dialog, .card, .minimap") !== null
  );
}
