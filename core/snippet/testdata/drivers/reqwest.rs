// Puts on the wire what the calls of reqwest that the target uses were given.
use std::error::Error;
use std::io::{Read, Write};
use std::net::TcpStream;

pub struct Method(String);

impl Method {
    pub fn from_bytes(name: &[u8]) -> Result<Method, Box<dyn Error>> {
        Ok(Method(String::from_utf8(name.to_vec())?))
    }
}

macro_rules! methods {
    ($($name:ident)*) => {
        #[allow(non_snake_case)]
        pub mod names { $(pub const $name: &str = stringify!($name);)* }
        impl Method { $(pub const $name: Known = Known(names::$name);)* }
    };
}

pub struct Known(pub &'static str);
methods! { GET POST PUT DELETE PATCH HEAD OPTIONS }

impl From<Known> for Method {
    fn from(known: Known) -> Method {
        Method(known.0.to_string())
    }
}

pub mod blocking {
    use super::*;

    pub struct Client;
    pub struct Builder {
        method: String,
        url: String,
        headers: Vec<(String, String)>,
        body: Option<String>,
    }
    pub struct Response(String);

    impl Client {
        pub fn new() -> Client {
            Client
        }
        pub fn request(&self, method: impl Into<Method>, url: &str) -> Builder {
            Builder { method: method.into().0, url: url.to_string(), headers: vec![], body: None }
        }
    }

    impl Builder {
        pub fn header(mut self, name: &str, value: impl AsRef<str>) -> Builder {
            self.headers.push((name.to_string(), value.as_ref().to_string()));
            self
        }
        pub fn body(mut self, body: &str) -> Builder {
            self.body = Some(body.to_string());
            self
        }
        pub fn send(self) -> Result<Response, Box<dyn Error>> {
            let rest = self.url.strip_prefix("http://").ok_or("not http")?;
            let at = rest.find('/').ok_or("no path")?;
            let (host, target) = rest.split_at(at);
            let mut text = format!("{} {} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.method, target, host);
            for (name, value) in &self.headers {
                text += &format!("{}: {}\r\n", name, value);
            }
            let sends = self.body.is_some() || ["POST", "PUT", "PATCH"].contains(&self.method.as_str());
            let body = self.body.unwrap_or_default();
            if sends {
                text += &format!("Content-Length: {}\r\n", body.len());
            }
            let mut stream = TcpStream::connect(host)?;
            stream.write_all((text + "\r\n" + &body).as_bytes())?;
            let mut answer = String::new();
            stream.read_to_string(&mut answer)?;
            Ok(Response(answer))
        }
    }

    impl Response {
        pub fn status(&self) -> &str {
            self.0.lines().next().unwrap_or("")
        }
        pub fn text(self) -> Result<String, Box<dyn Error>> {
            Ok(self.0)
        }
    }
}
