/*
 * A window of WebKitGTK for its driver, run by gjs: `webkit-window.js PROFILE_DIR`. The browser that comes with the
 * driver keeps nothing when it is driven; this one keeps its profile, as a phone does.
 */
imports.gi.versions.Gtk = '3.0';
imports.gi.versions.WebKit2 = '4.1';
const { GLib, Gtk, WebKit2 } = imports.gi;

const [profileDir] = ARGV;
Gtk.init(null);
GLib.file_set_contents(
  `${profileDir}/pid`,
  new TextDecoder().decode(GLib.file_get_contents('/proc/self/stat')[1]).split(' ')[0],
);

const context = new WebKit2.WebContext({
  website_data_manager: new WebKit2.WebsiteDataManager({
    base_data_directory: `${profileDir}/data`,
    base_cache_directory: `${profileDir}/cache`,
  }),
});
context
  .get_cookie_manager()
  .set_persistent_storage(`${profileDir}/cookies`, WebKit2.CookiePersistentStorage.SQLITE);
context.set_preferred_languages(['ja-JP']);
context.set_automation_allowed(true);
context.connect('automation-started', (_context, session) => {
  const browser = new WebKit2.ApplicationInfo();
  browser.set_name('WebKitGTK');
  browser.set_version(WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version());
  session.set_application_info(browser);
  session.connect('create-web-view', openWindow);
});
Gtk.main();

function openWindow() {
  const window = new Gtk.Window({ decorated: false });
  const view = new WebKit2.WebView({ web_context: context, is_controlled_by_automation: true });
  view.connect('close', () => window.destroy());
  window.connect('destroy', () => Gtk.main_quit());
  window.add(view);
  window.show_all();
  return view;
}
