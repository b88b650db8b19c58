//! A window that says one word: what WebKitGTK and Tauri take by themselves. `cargo xtask bench` compares with it.

use tauri::http::Response;
use tauri::{WebviewUrl, WebviewWindowBuilder};

const PAGE: &str = "<!doctype html><title>Bare</title><h1>Keytower</h1>";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    tauri::Builder::default()
        .register_uri_scheme_protocol("bare", |_, _| {
            let mut page = Response::new(PAGE.as_bytes());
            let html = tauri::http::HeaderValue::from_static("text/html");
            page.headers_mut().insert("content-type", html);
            page
        })
        .setup(|app| {
            let page = WebviewUrl::External("bare://localhost/".parse()?);
            WebviewWindowBuilder::new(app, "bare", page)
                .inner_size(1280.0, 820.0)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())?;
    Ok(())
}
