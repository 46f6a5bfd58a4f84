/** What a person has set themselves. What a workspace sets is somebody else's word, and is not asked for. */

/** Some of VS Code's settings. */
interface Configuration {
  inspect<T>(name: string): { readonly globalValue?: T | undefined } | undefined;
}

/** As it stands among the person's own settings; of any type, since they are written by hand. */
export function ownSetting(configuration: Configuration, name: string): unknown {
  return configuration.inspect<unknown>(name)?.globalValue;
}
