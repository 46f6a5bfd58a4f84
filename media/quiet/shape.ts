/** Making shapes, and the pattern that says without colour what broke through. Nothing is ever read as markup. */

export function shape<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>>,
  children: readonly SVGElement[] = [],
): SVGElementTagNameMap[K] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** What a shape is filled with to be striped, wherever {@link stripes} stands. */
export const striped = 'url(#stripes)';

/** To stand once in a page: seen by nobody, but without room nothing would be drawn with it. */
export function stripes(): SVGElement {
  const [size, width] = ['5', '2'];
  return shape('svg', { class: 'stripes', 'aria-hidden': 'true' }, [
    shape('defs', {}, [
      shape(
        'pattern',
        {
          id: 'stripes',
          width: size,
          height: size,
          patternUnits: 'userSpaceOnUse',
          patternTransform: 'rotate(45)',
        },
        [
          shape('rect', { class: 'ground', width: size, height: size }),
          shape('rect', { class: 'stripe', width, height: size }),
        ],
      ),
    ]),
  ]);
}
