const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Hears the first Ctrl-C, or what else ends a program; the second one is the system's. */
export function stopping() {
  let asked = false;
  const heard = (): void => {
    asked = true;
    forget();
  };
  const forget = (): void => {
    for (const signal of signals) process.off(signal, heard);
  };
  for (const signal of signals) process.on(signal, heard);
  return { isAsked: () => asked, forget };
}
