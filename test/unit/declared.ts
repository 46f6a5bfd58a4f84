/** What has to stand in package.json as well, and does not; or stands there alone. */
export interface Declared {
  readonly commands: readonly string[];
  readonly views: readonly string[];
  /** With what they are where nobody has set them; without `makertime.`. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface Contributes {
  readonly commands: readonly { readonly command: string }[];
  readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
  readonly configuration: { readonly properties: Readonly<Record<string, { readonly default: unknown }>> };
}

/** A sentence for each difference. */
export function differences({ commands, views, settings }: Declared, manifest: Contributes): readonly string[] {
  const { properties } = manifest.configuration;
  const inManifest = {
    command: manifest.commands.map(({ command }) => command),
    view: Object.values(manifest.views).flatMap((all) => all.map(({ id }) => id)),
    setting: Object.entries(properties).map(([name, { default: value }]) => `${name} ${JSON.stringify(value)}`),
  };
  const here = {
    command: commands,
    view: views,
    setting: Object.entries(settings).map(([name, value]) => `makertime.${name} ${JSON.stringify(value)}`),
  };
  return (['command', 'view', 'setting'] as const).flatMap((what) => [
    ...without(here[what], inManifest[what]).map((id) => `the ${what} ${id} is not in package.json`),
    ...without(inManifest[what], here[what]).map((id) => `the ${what} ${id} is in package.json alone`),
  ]);
}

function without(these: readonly string[], those: readonly string[]): readonly string[] {
  return these.filter((one) => !those.includes(one));
}
